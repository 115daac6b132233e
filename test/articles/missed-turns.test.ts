import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { jobs } from '../../src/platform/jobs/tables.ts'
import { aDraft, anArticle, aPartner, aReporter, aStaffMember } from '../support/factories.ts'
import { letTimeWork, type Product, start } from '../support/product.ts'

// The clock of a test begins at midnight of 1 May 2026.
const six = '2026-05-01T06:00:00.000Z'

/** Leaves the jobs as twelve failures do. */
async function die({ database }: Product) {
  await database.append(async (queries) => {
    await queries.update(jobs).set({ state: 'dead', attempts: 12 })
  })
}

async function at(product: Product, time: string) {
  product.clock.set(time)
  await letTimeWork(product)
}

async function aFollower(product: Product) {
  const partner = await aPartner(product)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  return { told: async () => (await partner.get(`/v1/changes?limit=200&after=${cursor}`)).json().items }
}

test.each([
  ['an embargo that lifts', { embargoedUntil: Date.parse(six) }, 'article.published'],
  ['an end', { expiresAt: Date.parse(six) }, 'article.withdrawn'],
])('%s is told, once, also where its job is dead', async (_, plan, type) => {
  const product = await start()
  const { id } = await anArticle(product, {}, plan)
  const { told } = await aFollower(product)
  await die(product)
  await at(product, six)
  expect(await told()).toEqual([])

  await at(product, '2026-05-01T06:10:00Z')
  await at(product, '2026-05-01T06:20:00Z')

  expect(await told()).toMatchObject([{ type, article: { id } }])
})

test('a scheduled story is published, also where its job is lost', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const { id } = await aDraft(product)
  await editor.post(`/v1/staff/articles/${id}/publications`, { publishAt: six })
  const { told } = await aFollower(product)
  await product.database.append(async (queries) => {
    await queries.delete(jobs)
  })
  await at(product, six)

  await at(product, '2026-05-01T06:10:00Z')

  expect(await told()).toMatchObject([{ type: 'article.published', article: { id } }])
})

const isTurn = eq(jobs.kind, 'article.turn')

test('a job that is still to run again is left to run', async () => {
  const product = await start()
  await anArticle(product, {}, { expiresAt: Date.parse(six) })
  const failed = { runAt: Date.parse('2026-05-01T07:00:00Z'), attempts: 11, lastError: 'on purpose' }
  await product.database.append(async (queries) => {
    await queries.update(jobs).set(failed).where(isTurn)
  })
  await at(product, six)

  await at(product, '2026-05-01T06:10:00Z')

  expect(await product.database.read.select().from(jobs).where(isTurn).limit(10)).toMatchObject([failed])
})

test('of many stories whose moment was missed none is passed over', async () => {
  const product = await start()
  const { id: reporter } = await aReporter(product)
  for (let number = 0; number < 101; number += 1)
    await anArticle(product, { reporters: [reporter] }, { expiresAt: Date.parse(six) })
  const { told } = await aFollower(product)
  await die(product)
  await at(product, six)

  await at(product, '2026-05-01T06:10:00Z')

  expect(await told()).toHaveLength(101)
})

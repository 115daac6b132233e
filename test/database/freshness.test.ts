import { expect, test, vi } from 'vitest'
import { revokeApiKey } from '../../src/partners/api-keys.ts'
import { FreshCache } from '../../src/platform/database/fresh-cache.ts'
import { invalidate } from '../../src/platform/database/invalidations.ts'
import { invalidations } from '../../src/platform/database/tables.ts'
import { anArticle, aPartner, decided, withdrawn } from '../support/factories.ts'
import { actor, caller, start } from '../support/product.ts'
import { heldFor } from './support/held.ts'

const promisedMs = 1_000
const patience = { timeout: 10_000, interval: 20 }

/** Two processes over one database; a partner has fetched an article through both. */
async function twoProcesses() {
  const here = await start()
  const there = await start({ on: here.storage })
  const partner = await aPartner(here)
  const article = await anArticle(here)
  const path = `/v1/articles/${article.id}`
  const elsewhere = caller(there.app, partner.key)
  expect(await partner.get(path)).toHaveStatus(200)
  expect(await elsewhere.get(path)).toHaveStatus(200)
  const fetchThere = () => elsewhere.get(path)
  const servedThere = async () => (await fetchThere()).statusCode === 200
  return { here, partner, article, fetchThere, servedThere }
}

test('a story withdrawn by another process is gone within a second', async () => {
  const { here, article, fetchThere, servedThere } = await twoProcesses()

  await withdrawn(here, article.id)

  expect(await heldFor(servedThere)).toBeLessThan(promisedMs)
  expect(await fetchThere()).toHaveProblem('article-withdrawn')
})

test('a partner suspended by another process is refused within a second', async () => {
  const { here, partner, fetchThere, servedThere } = await twoProcesses()

  await decided(here, partner.id, 'suspended')

  expect(await heldFor(servedThere)).toBeLessThan(promisedMs)
  expect(await fetchThere()).toHaveProblem('partner-suspended')
})

test('a key revoked by another process opens nothing within a second', async () => {
  const { here, partner, fetchThere, servedThere } = await twoProcesses()

  await here.database.write((tx) => revokeApiKey(tx, actor, partner.id, partner.keyId))

  expect(await heldFor(servedThere)).toBeLessThan(promisedMs)
  expect(await fetchThere()).toHaveProblem('key-revoked')
})

/** Something cached in another process, whose own subject never changes. */
async function aCacheElsewhere() {
  const here = await start()
  const there = await start({ on: here.storage })
  const cache = new FreshCache<{ name: string }>({ freshness: there.database.freshness, max: 10 })
  for (const name of ['kept', 'changed']) {
    await vi.waitUntil(
      async () => (await cache.load(name, async () => ({ name }))) === cache.get(name),
      patience,
    )
  }
  return { here, cache }
}

test('what did not change stays cached in other processes', async () => {
  const { here, cache } = await aCacheElsewhere()

  await here.database.write((tx) => invalidate(tx, 'changed'))

  expect(await heldFor(() => cache.get('changed') !== undefined)).toBeLessThan(promisedMs)
  expect(cache.get('kept')).toEqual({ name: 'kept' })
})

test('a process that cannot tell what it missed forgets everything', async () => {
  const { here, cache } = await aCacheElsewhere()

  await here.database.write(async (tx) => {
    for (let count = 0; count <= 1_000; count += 1) await invalidate(tx, 'something else')
  })

  expect(await heldFor(() => cache.get('kept') !== undefined)).toBeLessThan(promisedMs)
})

test('invalidations are forgotten after an hour, but never the newest', async () => {
  const { database, clock } = await start()
  const change = async () =>
    database.write(async (tx) => {
      for (let count = 0; count < 64; count += 1) await invalidate(tx, 'subject')
    })

  const first = clock.now()
  await change()
  clock.advance(2 * 60 * 60 * 1_000)
  await change()

  const kept = await database.read.select().from(invalidations).orderBy(invalidations.seq).limit(1_000)
  expect(kept.map(({ at }) => at)).not.toContain(first)
  expect(kept.at(-1)).toMatchObject({ subject: 'subject', at: clock.now() })
})

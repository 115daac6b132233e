import { expect, test } from 'vitest'
import { currentEpoch } from '../../src/articles/changes.ts'
import { changeLogEpochs } from '../../src/articles/tables.ts'
import { allUpTo, ChangeCursors } from '../../src/delivery/change-cursor.ts'
import { anArticle, aPartner, aReporter, aStaffMember, withdrawn } from '../support/factories.ts'
import { publicUrl, start } from '../support/product.ts'

interface Page {
  items: { type: string; cursor: string; article: { id: string; revision: number } | null }[]
  next: string | null
  cursor: string
}

async function aFollower() {
  const product = await start()
  const partner = await aPartner(product)
  const changes = async (query: string): Promise<Page> => (await partner.get(`/v1/changes${query}`)).json()
  return { product, partner, changes, start: (await changes('?after=now')).cursor }
}

test('without a cursor the log is told from the beginning', async () => {
  const { changes } = await aFollower()

  const { items, next } = await changes('')

  expect(items.map(({ type }) => type)).toEqual([
    'newswire.attribution-changed',
    'license.terms-changed',
    'article.published',
  ])
  expect(next).toBeNull()
})

test('`after=now` tells nothing but where to go on', async () => {
  const { product, changes } = await aFollower()

  const { items, next, cursor } = await changes('?after=now')
  expect({ items, next }).toEqual({ items: [], next: null })

  const article = await anArticle(product)
  expect((await changes(`?after=${cursor}`)).items).toMatchObject([
    { type: 'article.published', article: { id: article.id } },
  ])
})

test('each verb is one change, in the order of the verbs', async () => {
  const { product, changes, start: after } = await aFollower()
  const editor = await aStaffMember(product, 'editor')
  const { id } = await anArticle(product)
  await editor.post(`/v1/staff/articles/${id}/updates`, { section: 'World' })
  await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'Wrong.' })
  await editor.post(`/v1/staff/articles/${id}/withdrawals`, { advisory: 'Gone.' })
  await editor.post(`/v1/staff/articles/${id}/publications`)

  expect((await changes(`?after=${after}`)).items).toMatchObject([
    { type: 'article.published', article: { revision: 1 }, note: null },
    { type: 'article.updated', article: { revision: 2 }, note: null },
    { type: 'article.corrected', article: { revision: 3 }, note: 'Wrong.' },
    { type: 'article.withdrawn', article: { revision: 3 }, note: 'Gone.' },
    { type: 'article.published', article: { revision: 4 }, note: null },
  ])
})

test('a change carries what a partner needs to print, and where the text is', async () => {
  const { product, partner, start: after } = await aFollower()
  const { id } = await anArticle(product, { headline: 'A story' })

  const { items } = (await partner.get(`/v1/changes?after=${after}`)).json()

  expect(items[0].article).toMatchObject({
    id,
    uri: `${publicUrl}/id/articles/${id}`,
    href: `${publicUrl}/v1/articles/${id}`,
    revision: 1,
    pubStatus: 'usable',
    headline: 'A story',
    byline: 'By Jane Doe',
    attribution: { creditLine: 'Jane Doe, Daily Caller News Foundation' },
  })
  expect(items[0].article).not.toHaveProperty('bodyHtml')
})

test('an old change tells the present state of its story and the revision that it was about', async () => {
  const { product, partner, start: after } = await aFollower()
  const editor = await aStaffMember(product, 'editor')
  const { id } = await anArticle(product, { headline: 'First' })
  await editor.post(`/v1/staff/articles/${id}/updates`, { headline: 'Second' })
  await withdrawn(product, id)

  const { items } = (await partner.get(`/v1/changes?after=${after}&limit=1`)).json()

  expect(items[0]).toMatchObject({
    type: 'article.published',
    article: { revision: 1, headline: 'First', pubStatus: 'withheld' },
  })
})

test('following `next` page by page tells each change once', async () => {
  const { product, changes, start: after } = await aFollower()
  const reporters = [(await aReporter(product)).id]
  const made: string[] = []
  for (let number = 0; number < 7; number += 1) made.push((await anArticle(product, { reporters })).id)

  const told: (string | undefined)[] = []
  for (let next: string | null = after; next !== null; ) {
    const page: Page = await changes(`?after=${next}&limit=3`)
    told.push(...page.items.map(({ article }) => article?.id))
    expect(page.cursor).toBe(page.next ?? page.items.at(-1)?.cursor)
    next = page.next
  }

  expect(told).toEqual(made)
})

test('the cursor of each change goes on right behind it', async () => {
  const { product, changes, start: after } = await aFollower()
  await anArticle(product)
  const second = await anArticle(product)
  const { items } = await changes(`?after=${after}`)

  const rest = await changes(`?after=${items[0]?.cursor}`)

  expect(rest.items.map(({ article }) => article?.id)).toEqual([second.id])
})

test('a cursor behind the end of the log has expired: the log is an older one', async () => {
  const { product, partner, start: after } = await aFollower()
  const cursors = new ChangeCursors(product.database)
  const log = { epoch: await currentEpoch(product.database.read), isSandbox: false }
  const { seq } = await cursors.positionOf(product.database.read, after, log)
  const behind = cursors.at(log, allUpTo(seq + 1))

  expect(await partner.get(`/v1/changes?after=${behind}`)).toHaveProblem('cursor-expired')
})

test('a cursor of another installation is none', async () => {
  const { product, partner } = await aFollower()
  const foreign = new ChangeCursors({ auditKey: Buffer.alloc(32, 7) })
  const cursor = foreign.at(
    { epoch: await currentEpoch(product.database.read), isSandbox: false },
    allUpTo(1),
  )

  expect(await partner.get(`/v1/changes?after=${cursor}`)).toHaveProblem('invalid-cursor')
})

test('a cursor from before a restore has expired, and the refusal says how to start again', async () => {
  const { product, partner, start: after } = await aFollower()
  await product.database.write(async (tx) => {
    await tx.insert(changeLogEpochs).values({ epoch: 'restored', startedAt: Date.now() + 1_000 })
  })

  const refused = await partner.get(`/v1/changes?after=${after}`)

  expect(refused).toHaveProblem('cursor-expired')
  expect(await partner.get('/v1/changes')).toHaveStatus(200)
})

test.each(['abc', '', 'W10', 'NOW'])('%j is no cursor', async (cursor) => {
  const { partner } = await aFollower()

  expect(await partner.get(`/v1/changes?after=${cursor}`)).toHaveProblem('invalid-cursor')
})

test.each(['wait=31', 'wait=-1', 'wait=long', 'wait=0.5', 'limit=0', 'limit=201', 'since=now'])(
  'changes with %s are refused',
  async (query) => {
    const { partner } = await aFollower()

    expect(await partner.get(`/v1/changes?${query}`)).toHaveProblem('invalid-request')
  },
)

test('changes need a key that may follow them', async () => {
  const { product } = await aFollower()
  const reader = await aPartner(product, { scopes: ['articles:read'] })

  expect(await reader.get('/v1/changes')).toHaveProblem('scope-missing')
})

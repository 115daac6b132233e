import { expect, onTestFinished, test } from 'vitest'
import { replayKills } from '../../src/articles/kill-replay.ts'
import { killLogOf } from '../../src/installation.ts'
import { grants } from '../../src/licensing/tables.ts'
import { sandboxOpening } from '../../src/partners/sandbox-kinds.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { enqueue } from '../../src/platform/jobs/queue.ts'
import { seed } from '../../src/seed.ts'
import { anEmptyDatabase } from '../support/databases.ts'
import { anArticle, aPartner, aStaffMember, aTester, decided } from '../support/factories.ts'
import { caller, letTimeWork, type Product, start } from '../support/product.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

type Tester = Awaited<ReturnType<typeof aTester>>

async function headlines({ get }: Pick<Tester, 'get'>, query = ''): Promise<string[]> {
  const page = await get(`/v1/articles${query}`)
  expect(page).toHaveStatus(200)
  return page.json().items.map(({ headline }: { headline: string }) => headline)
}

async function changesAfter({ get }: Pick<Tester, 'get'>, after?: string) {
  const page = await get(`/v1/changes${after ? `?after=${after}` : ''}`)
  expect(page).toHaveStatus(200)
  const { items, cursor } = page.json()
  return { types: items.map(({ type }: { type: string }) => type), items, cursor }
}

async function aSandbox() {
  const product = await start()
  return { product, tester: await aTester(product) }
}

test('who is still to be approved finds five stories that were made up, and no real one', async () => {
  const { product, tester } = await aSandbox()
  const real = await anArticle(product)

  const found = await headlines(tester)
  const { types, items } = await changesAfter(tester)

  expect(found).toHaveLength(2)
  for (const headline of found) expect(headline).toMatch(/^Sandbox: /)
  expect(await tester.get(`/v1/articles/${real.id}`)).toHaveProblem('article-not-found')
  expect(types).toEqual([
    'article.published',
    'article.published',
    'article.corrected',
    'article.published',
    'article.withdrawn',
    'article.published',
    'article.killed',
  ])
  const told = (type: string) => items.find((item: { type: string }) => item.type === type)
  expect(await tester.get(`/v1/articles/${told('article.killed').article.id}`)).toHaveProblem(
    'article-killed',
  )
  expect(await tester.get(`/v1/articles/${told('article.withdrawn').article.id}`)).toHaveProblem(
    'article-withdrawn',
  )
  const corrected = await tester.get(`/v1/articles/${told('article.corrected').article.id}`)
  expect(corrected.json().corrections).toMatchObject([{ revision: 2 }])
  expect(corrected.json()).toMatchObject({ attribution: { required: ['logo', 'byline', 'affiliation'] } })
  expect(await tester.get(`${new URL(corrected.json().uri).pathname}`)).toHaveStatus(200)
  expect(await tester.get(`/v1/articles/${corrected.json().id}/revisions/2/diff`)).toHaveStatus(200)
})

test('a story is under embargo for two minutes, as often as it is asked for', async () => {
  const { product, tester } = await aSandbox()
  product.clock.advance(3 * minuteMs)
  await letTimeWork(product)
  expect(await headlines(tester)).toHaveLength(3)
  const { cursor } = await changesAfter(tester)

  const { id, embargoedUntil } = (await tester.post('/v1/sandbox/embargoes')).json()

  expect(Date.parse(embargoedUntil) - product.clock.now()).toBe(2 * minuteMs)
  expect(await tester.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')
  expect((await changesAfter(tester, cursor)).types).toEqual([])
  product.clock.advance(2 * minuteMs)
  await letTimeWork(product)
  expect(await tester.get(`/v1/articles/${id}`)).toHaveStatus(200)
  expect((await changesAfter(tester, cursor)).types).toEqual(['article.published'])
})

test('a kill and a correction are told and take effect', async () => {
  const { tester } = await aSandbox()
  const { cursor } = await changesAfter(tester)

  const killed = (await tester.post('/v1/sandbox/kills')).json()
  const corrected = (await tester.post('/v1/sandbox/corrections')).json()

  const { types, items } = await changesAfter(tester, cursor)
  expect(types).toEqual(['article.published', 'article.killed', 'article.published', 'article.corrected'])
  expect(items[1]).toMatchObject({ article: { id: killed.id, pubStatus: 'canceled' } })
  expect(items[3].note).toContain('twelve members')
  const gone = await tester.get(`/v1/articles/${killed.id}`)
  expect(gone).toHaveProblem('article-killed')
  expect(gone.json().advisory).toContain('take this story down')
  expect((await tester.get(`/v1/articles/${corrected.id}`)).json().revision).toBe(2)
})

test('the next requests are refused as often as wanted, and those of nobody else', async () => {
  const { product, tester } = await aSandbox()
  const other = await aTester(product)

  expect(await tester.post('/v1/sandbox/rate-limits', { requests: 2 })).toHaveStatus(201)

  expect(await other.get('/v1/articles')).toHaveStatus(200)
  for (const _ of [1, 2]) {
    const refused = await tester.get('/v1/articles')
    expect(refused).toHaveProblem('rate-limited')
    expect(refused.headers['retry-after']).toBe('1')
  }
  expect(await tester.get('/v1/articles')).toHaveStatus(200)
})

test('a partner sees nothing of the sandbox of another', async () => {
  const { product, tester } = await aSandbox()
  const other = await aTester(product)
  const { cursor } = await changesAfter(other)

  const { id } = (await tester.post('/v1/sandbox/corrections')).json()

  for (const path of ['', '/revisions', '/revisions/1', '/revisions/2/diff'])
    expect(await other.get(`/v1/articles/${id}${path}`)).toHaveProblem('article-not-found')
  expect((await changesAfter(other, cursor)).types).toEqual([])
  expect((await changesAfter(other, cursor)).cursor).toBe(cursor)
})

test('a sandbox is searched and filtered like the wire', async () => {
  const { product, tester } = await aSandbox()
  await anArticle(product, { headline: 'A bridge that is real', section: 'Sandbox' })

  expect(await headlines(tester, '?q=bridge')).toEqual([
    'Sandbox: a bridge opens in a town that does not exist',
  ])
  expect(await headlines(tester, '?q=bridge%20-town')).toEqual([])
  expect(await headlines(tester, '?section=sandbox')).toHaveLength(2)
  expect(await headlines(tester, '?section=politics')).toEqual([])
  expect(await headlines(tester, '?q=council&sort=relevance&include=body')).toHaveLength(1)
  expect(await headlines(tester, '?updatedSince=2026-01-01T00:00:00Z')).toHaveLength(2)
})

test('what a test key fetches is neither licensed nor counted', async () => {
  const { product, tester } = await aSandbox()
  const partner = await aPartner(product)
  const page = await tester.get('/v1/articles?include=body')
  const { id } = page.json().items[0]

  const fetched = await tester.get(`/v1/articles/${id}`)

  expect(fetched).toHaveStatus(200)
  expect(fetched.headers).not.toHaveProperty('license-grant')
  expect((await product.database.read.select().from(grants).limit(1)).length).toBe(0)
  for (const url of ['/v1/grants', '/v1/partner/usage', '/v1/partner/keys'])
    expect(await tester.get(url)).toHaveProblem('key-wrong-kind')
  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')
})

test('a live key of the same partner sees nothing that its test key sees, and the other way round', async () => {
  const product = await start()
  const tester = await aTester(product, { approved: true })
  const staff = await aStaffMember(product)
  const live = (await staff.post(`/v1/staff/partners/${tester.id}/keys`, { name: 'CMS' })).json()
  const partner = caller(product.app, live.key)
  const real = await anArticle(product)
  const [madeUp] = (await tester.get('/v1/articles')).json().items

  expect(await partner.get(`/v1/articles/${real.id}`)).toHaveStatus(200)
  expect(await partner.get(`/v1/articles/${real.id}`)).toHaveStatus(200)
  expect(await tester.get(`/v1/articles/${real.id}`)).toHaveProblem('article-not-found')
  expect(await tester.get(`/v1/articles/${madeUp.id}`)).toHaveStatus(200)
  expect(await partner.get(`/v1/articles/${madeUp.id}`)).toHaveProblem('article-not-found')
  expect(await staff.get(`/v1/staff/articles/${madeUp.id}`)).toHaveProblem('article-not-found')
  expect(await staff.post(`/v1/staff/articles/${madeUp.id}/kills`, { advisory: 'No.' })).toHaveProblem(
    'article-not-found',
  )
})

test('a cursor of the sandbox is none of the real log, so that nothing is skipped when it gets serious', async () => {
  const product = await start()
  const tester = await aTester(product)
  const partner = await aPartner(product)
  const mine = (await changesAfter(tester)).cursor
  const theirs = (await changesAfter(partner)).cursor

  expect(await partner.get(`/v1/changes?after=${mine}`)).toHaveProblem('invalid-cursor')
  expect(await tester.get(`/v1/changes?after=${theirs}`)).toHaveProblem('invalid-cursor')
  await tester.post('/v1/sandbox/kills')
  expect((await changesAfter(partner)).cursor).toBe(theirs)
})

test('who is suspended has no sandbox any more', async () => {
  const product = await start()
  const tester = await aTester(product, { approved: true })

  await decided(product, tester.id, 'suspended')

  expect(await tester.get('/v1/articles')).toHaveProblem('partner-suspended')
  expect(await tester.get('/v1/changes')).toHaveProblem('partner-suspended')
  expect(await tester.post('/v1/sandbox/kills')).toHaveProblem('partner-suspended')
  const staff = await aStaffMember(product)
  const refused = await staff.post(`/v1/staff/partners/${tester.id}/keys`, { name: 'x', kind: 'test' })
  expect(refused).toHaveProblem('conflict')
})

test('a test key is shown again, a live one is not', async () => {
  const product = await start()
  const tester = await aTester(product)
  const live = await aPartner(product)
  const staff = await aStaffMember(product, 'licensing')
  const secret = (id: string, keyId: string) => staff.get(`/v1/staff/partners/${id}/keys/${keyId}/secret`)

  expect((await secret(tester.id, tester.keyId)).json()).toEqual({ key: tester.key })
  expect(await secret(live.id, live.keyId)).toHaveProblem('conflict')
  expect(await secret(live.id, tester.keyId)).toHaveProblem('not-found')
  const list = await staff.get(`/v1/staff/partners/${tester.id}/keys`)
  expect(list.body).not.toContain(tester.key)
  expect(list.body).not.toContain('v1.')
})

test('a partner makes no more than 25 stories happen a day besides those that were there, and they are removed after it', async () => {
  const { product, tester } = await aSandbox()
  product.clock.advance(minuteMs)
  const made: string[] = []
  for (let count = 0; count < 25; count += 1)
    made.push((await tester.post('/v1/sandbox/corrections')).json().id)

  const refused = await tester.post('/v1/sandbox/kills')

  expect(refused).toHaveProblem('rate-limited')
  expect(refused.headers['retry-after']).toBe(String(dayMs / 1_000))
  product.clock.advance(dayMs)
  await letTimeWork(product)
  expect(await tester.get(`/v1/articles/${made[0]}`)).toHaveProblem('article-not-found')
  expect(await headlines(tester)).toHaveLength(3)
  expect((await changesAfter(tester)).types).toHaveLength(8)
  expect(await tester.post('/v1/sandbox/kills')).toHaveStatus(201)
})

test('filling a sandbox twice comes to the same', async () => {
  const { product, tester } = await aSandbox()
  await openedAgain(product, tester)
  expect(await headlines(tester)).toHaveLength(2)
})

async function openedAgain(product: Product, { id: partnerId }: Tester) {
  await product.database.write((tx) => enqueue(tx, sandboxOpening, { partnerId }))
  await letTimeWork(product)
}

test('a sandbox that is opened before the newswire is set up is filled a minute after that', async () => {
  const storage = await anEmptyDatabase()
  onTestFinished(storage.drop)
  await migrate(storage.url)
  const product = await start({ on: storage })
  const tester = await aTester(product)
  await seed(product.database)

  product.clock.advance(minuteMs)
  await letTimeWork(product)

  expect(await headlines(tester)).toHaveLength(2)
})

test('a kill in the sandbox stands in no kill log', async () => {
  const { product, tester } = await aSandbox()
  await tester.post('/v1/sandbox/kills')

  const again = await start({ on: product.storage })

  expect(await killLogOf(product.config).lines()).toEqual([])
  const replayed = await replayKills(again.database, killLogOf(product.config))
  expect(replayed).toMatchObject({ killed: [], unknown: [] })
  expect(await killLogOf(product.config).lines()).toEqual([])
})

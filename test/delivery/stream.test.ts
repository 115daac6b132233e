import { expect, onTestFinished, test, vi } from 'vitest'
import { anArticle, aPartner, aReporter, aTester, decided, killed, withdrawn } from '../support/factories.ts'
import { letTimeWork, start } from '../support/product.ts'
import { countStatements } from '../support/statements.ts'
import { aStream, startStreaming } from './support/streaming.ts'

test('a stream tells what happens, as the poll does, each change under its cursor', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  const stream = await aStream(product, partner)

  const { id } = await anArticle(product)
  await stream.told(1)
  await killed(product, id)
  const changes = await stream.told(2)

  const { items } = (await partner.get(`/v1/changes?after=${cursor}`)).json()
  expect(items.map(({ type }: { type: string }) => type)).toEqual(['article.published', 'article.killed'])
  // The first was told before the story was killed, and says so.
  expect(changes[0]?.article).toMatchObject({ id, pubStatus: 'usable' })
  expect(changes[1]).toEqual(items[1])
  expect(stream.events().map((event) => event.id)).toEqual(
    items.map((item: { cursor: string }) => item.cursor),
  )
})

test('a stream begins with when and from where to come back, and says whose the stories are', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()

  const stream = await aStream(product, partner)

  await expect.poll(stream.text).toMatch(/^retry: \d+\nid: \S{22}\n\n$/)
  expect(stream.lastId()).toBe(cursor)
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'attribution-affiliation': '"Daily Caller News Foundation"',
    link: expect.stringContaining('rel="license"'),
  })
})

test('whoever is cut off again and again while many write misses nothing and is told nothing twice', async () => {
  const product = await startStreaming()
  const otherNode = await start({ on: product.storage })
  const partner = await aPartner(product)
  const reporters = [(await aReporter(product)).id]
  const begun = (await partner.get('/v1/changes?after=now')).json().cursor
  const writing = Promise.all(
    [product, product, otherNode].map(async (node) => {
      for (let number = 0; number < 8; number += 1) await anArticle(node, { reporters })
    }),
  )

  const told: (string | undefined)[] = []
  for (let lastEventId = begun; told.length < 24; ) {
    const stream = await aStream(product, partner, { query: '', lastEventId })
    await expect.poll(() => stream.events().length, { timeout: 10_000, interval: 1 }).toBeGreaterThan(0)
    stream.hangUp()
    // What came last may have come after what we have looked at.
    lastEventId = stream.lastId()
    told.push(...stream.events().map(({ id }) => id))
  }
  await writing

  const { items } = (await partner.get(`/v1/changes?after=${begun}`)).json()
  expect(items).toHaveLength(24)
  expect(told).toEqual(items.map(({ cursor }: { cursor: string }) => cursor))
})

test('Last-Event-ID counts more than the address that a client began with', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const { items, cursor } = (await partner.get('/v1/changes')).json()

  const again = await aStream(product, partner, { query: '?after=now', lastEventId: items[0].cursor })

  expect((await again.told(2)).map((change) => change.cursor)).toEqual([items[1].cursor, items[2].cursor])
  expect(again.lastId()).toBe(cursor)
})

test.each([
  ['?after=none', '', 'after'],
  ['', 'none', 'Last-Event-ID'],
])('a cursor that nobody was given is refused, by its name: %s %s', async (query, lastEventId, field) => {
  const product = await start()
  const partner = await aPartner(product)

  const refused = await partner.get(`/v1/changes/stream${query}`, { 'last-event-id': lastEventId })

  expect(refused).toHaveProblem('invalid-cursor')
  expect(refused.json().errors).toMatchObject([{ field }])
  expect(product.streams.open).toBe(0)
})

test('where nothing happens a comment says that the stream is alive', async () => {
  const product = await startStreaming({ streamTimes: { heartbeatMs: 20 } })
  const stream = await aStream(product, await aPartner(product))

  await expect.poll(stream.text).toContain(': still here\n\n: still here\n\n')

  expect(stream.events()).toEqual([])
})

test('a stream ends when it has lasted long enough, and says so', async () => {
  const product = await startStreaming({ streamTimes: { lastsMs: 50 } })
  const stream = await aStream(product, await aPartner(product))

  expect(await stream.ended).toBe('ended')
  expect(stream.text()).toMatch(/: ended: it has lasted long enough\n\n$/)
})

test('the sixth stream of a key is refused until another one has ended', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const open = await Promise.all(Array.from({ length: 5 }, () => aStream(product, partner)))

  const refused = await partner.get('/v1/changes/stream')

  expect(refused).toHaveProblem('rate-limited')
  expect(refused.headers['retry-after']).toBe('30')
  expect((await aStream(product, await aPartner(product))).statusCode).toBe(200)
  open[0]?.hangUp()
  await expect.poll(() => product.streams.open).toBe(5)
  expect((await aStream(product, partner)).statusCode).toBe(200)
})

test('a client that takes nothing is given up, and goes on where it was', async () => {
  const product = await startStreaming({ streamTimes: { stalledMs: 100 } })
  const partner = await aPartner(product)
  const reporters = [(await aReporter(product)).id]
  const begun = (await partner.get('/v1/changes?after=now')).json().cursor
  const slow = await aStream(product, partner, { query: '?after=now&include=article', reads: false })
  const quick = await aStream(product, partner)
  const bodyHtml = `<p>${'x'.repeat(1_000_000)}</p>`

  for (let number = 0; number < 12; number += 1) await anArticle(product, { reporters, bodyHtml })

  await expect.poll(() => product.streams.stalled, { timeout: 10_000 }).toBe(1)
  expect(product.streams.open).toBe(1)
  expect(await quick.told(12)).toHaveLength(12)
  const { body } = await product.metrics.text()
  expect(body).toContain('\nwirecopy_streams 1\n')
  expect(body).toContain('\nwirecopy_streams_stalled_total 1\n')
  expect(slow.events()).toEqual([])
  const again = await aStream(product, partner, { query: '', lastEventId: begun })
  expect(await again.told(12)).toEqual(quick.changes())
})

test('nobody is told of a story under embargo before its time, but who has advance access', async () => {
  const product = await startStreaming()
  const [partner, insider] = [await aPartner(product), await aPartner(product, { advanceAccess: true })]
  const streams = [await aStream(product, partner), await aStream(product, insider)] as const
  const six = '2026-05-01T06:00:00.000Z'

  const secret = await anArticle(product, {}, { embargoedUntil: Date.parse(six) })
  const open = await anArticle(product)

  const seen = async (stream: (typeof streams)[number], count: number) =>
    (await stream.told(count)).map(({ type, article }) => [type, article?.id])
  expect(await seen(streams[1], 2)).toEqual([
    ['article.embargoed', secret.id],
    ['article.published', open.id],
  ])
  expect(await seen(streams[0], 1)).toEqual([['article.published', open.id]])
  product.clock.set(six)
  await letTimeWork(product)
  expect((await seen(streams[0], 2))[1]).toEqual(['article.published', secret.id])
})

test('the log is read once for all streams that stand at the same place, also behind an embargo', async () => {
  const product = await startStreaming()
  const partners = [await aPartner(product), await aPartner(product)]
  const streams = await Promise.all(
    partners.flatMap((partner) => Array.from({ length: 5 }, () => aStream(product, partner))),
  )
  await anArticle(product)
  await anArticle(product, {}, { embargoedUntil: product.clock.now() + 60_000 })
  for (const stream of streams) await stream.told(1)
  const isWaiting = () => expect.poll(() => product.streams.bell.listeners).toBe(10)
  await isWaiting()
  const statements = countStatements()
  onTestFinished(() => void vi.restoreAllMocks())

  product.database.freshness.drop(['nobody'])
  await isWaiting()

  expect(statements.count()).toBe(1)
})

test('a suspended partner hears by a stream what must come down of what it holds, and nothing else', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const held = await anArticle(product)
  await partner.get(`/v1/articles/${held.id}`)
  await decided(product, partner.id, 'suspended')
  const stream = await aStream(product, partner)

  await anArticle(product)
  await withdrawn(product, held.id)

  expect(await stream.told(1)).toMatchObject([{ type: 'article.withdrawn', article: { id: held.id } }])
})

test('a test key hears by a stream of what was made up for it', async () => {
  const product = await startStreaming()
  const tester = await aTester(product)
  const stream = await aStream(product, tester)
  await anArticle(product)

  await tester.post('/v1/sandbox/kills')

  expect((await stream.told(2)).map(({ type }) => type)).toEqual(['article.published', 'article.killed'])
})

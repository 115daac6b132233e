import { expect, test } from 'vitest'
import { revokeApiKey } from '../../src/partners/api-keys.ts'
import { aStream, startStreaming } from '../delivery/support/streaming.ts'
import { anArticle, aPartner, decided, newTerms } from '../support/factories.ts'
import { actor, type Product, start } from '../support/product.ts'

const places = ['the same process', 'another process'] as const
const atMostMs = 1_000

async function nodeIn(place: (typeof places)[number], product: Product): Promise<Product> {
  return place === 'the same process' ? product : start({ on: product.storage })
}

/** A stream that is open, something that is done, and how it ended. */
async function endedBy(product: Product, stream: Awaited<ReturnType<typeof aStream>>, end: () => unknown) {
  await expect.poll(() => product.streams.bell.listeners).toBe(1)
  await end()
  const doneAt = performance.now()
  const how = await stream.ended
  return { how, tookMs: performance.now() - doneAt, text: stream.text() }
}

test.each(places)('a stream ends within a second when its key is revoked by %s', async (place) => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const stream = await aStream(product, partner)
  const node = await nodeIn(place, product)

  const end = await endedBy(product, stream, () =>
    node.database.write((tx) => revokeApiKey(tx, actor, partner.id, partner.keyId)),
  )

  expect(end).toMatchObject({ how: 'ended', text: expect.stringMatching(/: ended: key-revoked\n\n$/) })
  expect(end.tookMs).toBeLessThan(atMostMs)
})

test.each(places)('a stream ends within a second when its partner is suspended by %s', async (place) => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const stream = await aStream(product, partner)
  const node = await nodeIn(place, product)

  const end = await endedBy(product, stream, () => decided(node, partner.id, 'suspended'))

  expect(end.how).toBe('ended')
  expect(end.tookMs).toBeLessThan(atMostMs)
  await anArticle(product)
  expect(stream.events()).toEqual([])
})

test('a stream ends when its key expires, though nothing else happens', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product, { expiresAt: product.clock.now() + 100 })
  product.clock.advance(99)
  const stream = await aStream(product, partner)
  product.clock.advance(1)

  expect(await stream.ended).toBe('ended')
  expect(stream.text()).toMatch(/: ended: key-expired\n\n$/)
})

test('a stream ends when the terms that its partner accepted serve no longer', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  await newTerms(product, 100)
  product.clock.advance(99)
  const stream = await aStream(product, partner)
  product.clock.advance(1)

  expect(await stream.ended).toBe('ended')
  expect(stream.text()).toMatch(/: ended: your standing has changed\n\n$/)
})

test('a client that takes nothing gets no more once its key is revoked', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const bodyHtml = `<p>${'x'.repeat(1_000_000)}</p>`
  const query = '?after=now&include=article'
  await aStream(product, partner, { query, reads: false })
  for (let number = 0; number < 10; number += 1) await anArticle(product, { bodyHtml })

  await product.database.write((tx) => revokeApiKey(tx, actor, partner.id, partner.keyId))

  await expect.poll(() => product.streams.open).toBe(0)
})

test('all streams end when the server stops, and clients know where to go on', async () => {
  const product = await startStreaming()
  const partner = await aPartner(product)
  const streams = [await aStream(product, partner), await aStream(product, partner)]
  await anArticle(product)
  const [first] = await Promise.all(streams.map((stream) => stream.told(1)))

  await product.app.close()

  for (const stream of streams) {
    expect(await stream.ended).toBe('ended')
    expect(stream.text()).toMatch(/: ended: the server stops\n\n$/)
    expect(stream.lastId()).toBe(first?.[0]?.cursor)
  }
  expect(product.streams.open).toBe(0)
})

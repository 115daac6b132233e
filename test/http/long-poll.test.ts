import { expect, test } from 'vitest'
import { revokeApiKey } from '../../src/partners/api-keys.ts'
import { anArticle, aPartner, decided, newTerms, withdrawn } from '../support/factories.ts'
import { actor, type Product, start } from '../support/product.ts'

// Far below the 30 seconds that each poll asks for: whatever ends in time was woken.
const timeout = 10_000
const places = ['the same process', 'another process'] as const

test.each(places)('a long poll ends when its key is revoked by %s', { timeout }, async (place) => {
  const product = await start()
  const { partner, answer } = await aWaitingPoll(product)

  await (await nodeIn(place, product)).database.write((tx) =>
    revokeApiKey(tx, actor, partner.id, partner.keyId),
  )

  expect(await answer).toHaveProblem('key-revoked')
})

test.each(places)('a long poll ends when its partner is suspended by %s', { timeout }, async (place) => {
  const product = await start()
  const { partner, answer } = await aWaitingPoll(product)

  await decided(await nodeIn(place, product), partner.id, 'suspended')

  const { items, cursor } = (await answer).json()
  expect(items).toEqual([])
  await anArticle(product)
  expect((await partner.get(`/v1/changes?after=${cursor}`)).json().items).toEqual([])
})

test('a suspended partner that waits is woken by what it must hear and by nothing else', {
  timeout,
}, async () => {
  const product = await start()
  const partner = await aPartner(product)
  const held = await anArticle(product)
  await partner.get(`/v1/articles/${held.id}`)
  await decided(product, partner.id, 'suspended')
  const { answer } = await aWaitingPoll(product, partner)

  await anArticle(product)
  await withdrawn(product, held.id)

  expect((await answer).json().items).toMatchObject([{ type: 'article.withdrawn', article: { id: held.id } }])
})

test('a key that expires while it waits gets nothing more', { timeout }, async () => {
  const product = await start()
  const partner = await aPartner(product, { expiresAt: product.clock.now() + 1_000 })
  const { answer } = await aWaitingPoll(product, partner)
  product.clock.advance(1_000)

  await anArticle(product)

  expect(await answer).toHaveProblem('key-expired')
})

test('a long poll ends when the terms that its partner accepted serve no longer', { timeout }, async () => {
  const product = await start()
  const partner = await aPartner(product)
  await newTerms(product, 100)
  product.clock.advance(99)
  const { answer } = await aWaitingPoll(product, partner)
  product.clock.advance(1)

  const { items, cursor } = (await answer).json()
  expect(items).toEqual([])
  await anArticle(product)
  expect((await partner.get(`/v1/changes?after=${cursor}`)).json().items).toEqual([])
})

async function nodeIn(place: (typeof places)[number], product: Product): Promise<Product> {
  return place === 'the same process' ? product : start({ on: product.storage })
}

/** A long poll from now on, seen to be waiting. */
async function aWaitingPoll(product: Product, given?: Awaited<ReturnType<typeof aPartner>>) {
  const partner = given ?? (await aPartner(product))
  const answer = partner.get('/v1/changes?after=now&wait=30')
  await expect.poll(() => product.bell.listeners, { timeout }).toBe(1)
  return { partner, answer }
}

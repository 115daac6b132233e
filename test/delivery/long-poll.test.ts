import { expect, test } from 'vitest'
import { aDraft, anArticle, aPartner, aStaffMember, decided, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function aWaitingPartner() {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  const wait = () => partner.get(`/v1/changes?after=${cursor}&wait=30`)
  return { product, partner, article, wait }
}

// A request is waiting once it listens for the bell.
async function isWaiting({ bell }: Awaited<ReturnType<typeof start>>, requests = 1) {
  await expect.poll(() => bell.listeners, { timeout: 10_000 }).toBe(requests)
}

test('a waiting partner hears of a publication as soon as it is made', async () => {
  const { product, wait } = await aWaitingPartner()
  const waiting = wait()
  await isWaiting(product)

  const article = await anArticle(product)

  expect((await waiting).json().items).toMatchObject([
    { type: 'article.published', article: { id: article.id } },
  ])
})

test('a waiting partner hears of a withdrawal as soon as it is made', async () => {
  const { product, article, wait } = await aWaitingPartner()
  const waiting = wait()
  await isWaiting(product)

  await withdrawn(product, article.id, 'Gone.')

  expect((await waiting).json().items).toMatchObject([{ type: 'article.withdrawn', advisory: 'Gone.' }])
})

test('a waiting partner hears of what another node published', async () => {
  const { product, wait } = await aWaitingPartner()
  const otherNode = await start({ on: product.storage })
  const waiting = wait()
  await isWaiting(product)

  const article = await anArticle(otherNode)

  expect((await waiting).json().items).toMatchObject([{ article: { id: article.id } }])
})

test('whoever asks with a change already there does not wait', async () => {
  const { product, wait } = await aWaitingPartner()
  await anArticle(product)

  expect((await wait()).json().items).toHaveLength(1)
})

test('a change that is nobody’s business goes unnoticed', async () => {
  const { product, wait } = await aWaitingPartner()
  const waiting = wait()
  await isWaiting(product)

  await aDraft(product)
  await aStaffMember(product)
  const article = await anArticle(product)

  expect((await waiting).json().items).toMatchObject([{ article: { id: article.id } }])
})

test('a wait that nothing ends answers with nothing, and with where to go on', async () => {
  const product = await start()
  const partner = await aPartner(product)

  const { items, next, cursor } = (await partner.get('/v1/changes?after=now&wait=1')).json()

  expect({ items, next }).toEqual({ items: [], next: null })
  expect(await partner.get(`/v1/changes?after=${cursor}`)).toHaveStatus(200)
})

test('a partner suspended while it waits is told nothing that it may no longer know', async () => {
  const { product, partner, article, wait } = await aWaitingPartner()
  await partner.get(`/v1/articles/${article.id}`)
  const waiting = wait()
  await isWaiting(product)

  await decided(product, partner.id, 'suspended')
  await anArticle(product)
  await withdrawn(product, article.id)

  const { items, cursor } = (await waiting).json()
  expect(items).toEqual([])
  const after = (await partner.get(`/v1/changes?after=${cursor}`)).json()
  expect(after.items).toMatchObject([{ type: 'article.withdrawn' }])
})

test('a key revoked while it waits hears no more', async () => {
  const { product, partner, wait } = await aWaitingPartner()
  const officer = await aStaffMember(product, 'licensing')
  const waiting = wait()
  await isWaiting(product)

  await officer.call('DELETE', `/v1/staff/partners/${partner.id}/keys/${partner.keyId}`)

  expect(await waiting).toHaveProblem('key-revoked')
})

test('all who wait are answered when the server stops', async () => {
  const { product, wait } = await aWaitingPartner()
  const waiting = [wait(), wait()]
  await isWaiting(product, 2)

  await product.app.close()

  for (const answer of await Promise.all(waiting)) {
    expect(answer).toHaveStatus(200)
    expect(answer.json().items).toEqual([])
  }
})

test('however many wait, all of them are woken', async () => {
  const { product, wait } = await aWaitingPartner()
  const waiting = Array.from({ length: 120 }, wait)
  await isWaiting(product, 120)

  await anArticle(product)

  const answers = await Promise.all(waiting)
  expect(answers.filter((answer) => answer.json().items.length === 1)).toHaveLength(120)
})

test('a caller that hangs up is waited for no longer', async () => {
  const { product, partner } = await aWaitingPartner()
  const address = await product.app.listen({ port: 0, host: '127.0.0.1' })
  const hangUp = new AbortController()
  const call = fetch(`${address}/v1/changes?after=now&wait=30`, {
    headers: { authorization: `Bearer ${partner.key}` },
    signal: hangUp.signal,
  }).catch((error: Error) => error.name)
  await isWaiting(product)

  hangUp.abort()

  expect(await call).toBe('AbortError')
  await isWaiting(product, 0)
})

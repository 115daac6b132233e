import { expect, test } from 'vitest'
import { usage } from '../../src/licensing/tables.ts'
import { anArticle, aPartner } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function aCountedPartner() {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const counted = async (query = '') => (await partner.get(`/v1/partner/usage${query}`)).json().items
  return { product, partner, article, url: `/v1/articles/${article.id}`, counted }
}

test('each fetch of a text is counted, by article, format and day', async () => {
  const { product, partner, article, url, counted } = await aCountedPartner()

  await partner.get(url)
  await partner.get(url)
  product.clock.set('2026-05-02T23:59:59.999Z')
  await partner.get(url)

  expect(await counted()).toEqual([
    { day: '2026-05-01', articleId: article.id, format: 'json', count: 2 },
    { day: '2026-05-02', articleId: article.id, format: 'json', count: 1 },
  ])
})

test('what was counted is added to what was counted before', async () => {
  const { partner, url, counted } = await aCountedPartner()
  await partner.get(url)
  expect(await counted()).toMatchObject([{ count: 1 }])

  await partner.get(url)

  expect(await counted()).toMatchObject([{ count: 2 }])
})

test('a list with bodies counts each story of its page', async () => {
  const { product, partner, counted } = await aCountedPartner()
  await anArticle(product)

  await partner.get('/v1/articles?include=body&limit=2')

  expect(await counted()).toMatchObject([{ count: 1 }, { count: 1 }])
})

test('neither a HEAD, nor a 304, nor a list without bodies counts', async () => {
  const { product, partner, url, counted } = await aCountedPartner()
  const etag = String((await (await aPartner(product)).get(url)).headers.etag)

  await partner.call('HEAD', url)
  await partner.get(url, { 'if-none-match': etag })
  await partner.get('/v1/articles')

  expect(await counted()).toEqual([])
})

test('a refused request does not count', async () => {
  const { partner, url, counted } = await aCountedPartner()

  await partner.get(url, { accept: 'text/turtle' })

  expect(await counted()).toEqual([])
})

test('counts are written within a second, without anybody asking for them', async () => {
  const { product, partner, url } = await aCountedPartner()

  await partner.get(url)

  await expect
    .poll(() => product.database.read.select().from(usage).limit(10), { timeout: 10_000 })
    .toMatchObject([{ partnerId: partner.id, count: 1 }])
})

test('what was counted last is written when the server closes', async () => {
  const { product, partner, url } = await aCountedPartner()
  await partner.get(url)

  await product.app.close()

  expect(await product.database.read.select().from(usage).limit(10)).toMatchObject([{ count: 1 }])
})

test('the counts of two nodes add up', async () => {
  const { product, partner, url, counted } = await aCountedPartner()
  const { app } = await start({ on: product.storage })
  const headers = { authorization: `Bearer ${partner.key}` }
  await partner.get(url)
  await app.inject({ url, headers })
  await app.inject({ url: '/v1/partner/usage', headers })

  expect(await counted()).toMatchObject([{ count: 2 }])
})

test('usage can be asked for by day', async () => {
  const { product, partner, url, counted } = await aCountedPartner()
  for (const day of ['2026-05-01', '2026-05-02', '2026-05-03']) {
    product.clock.set(`${day}T12:00:00Z`)
    await partner.get(url)
  }
  const days = async (query: string) => (await counted(query)).map(({ day }: { day: string }) => day)

  expect(await days('?from=2026-05-02')).toEqual(['2026-05-02', '2026-05-03'])
  expect(await days('?to=2026-05-02')).toEqual(['2026-05-01', '2026-05-02'])
  expect(await days('?from=2026-05-02&to=2026-05-02')).toEqual(['2026-05-02'])
})

test('usage goes on over the pages', async () => {
  const { product, partner, url } = await aCountedPartner()
  await partner.get(url)
  for (let made = 0; made < 2; made += 1) await partner.get(`/v1/articles/${(await anArticle(product)).id}`)

  const first = (await partner.get('/v1/partner/usage?limit=2')).json()
  const second = (await partner.get(`/v1/partner/usage?limit=2&cursor=${first.next}`)).json()

  expect(new Set([...first.items, ...second.items].map(({ articleId }) => articleId)).size).toBe(3)
  expect(second.next).toBeNull()
})

test('a partner sees its own usage only', async () => {
  const { product, partner, url } = await aCountedPartner()
  const other = await aPartner(product)
  await partner.get(url)

  expect((await other.get('/v1/partner/usage')).json().items).toEqual([])
})

test.each(['from=May', 'to=2026-13-01', 'day=2026-05-01'])('usage with %s is refused', async (query) => {
  const { partner } = await aCountedPartner()

  expect(await partner.get(`/v1/partner/usage?${query}`)).toHaveProblem('invalid-request')
})

import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { grants } from '../../src/licensing/tables.ts'
import type { Id } from '../../src/platform/ids.ts'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function aServedArticle() {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const grantsOf = (partnerId: Id<'par'>) =>
    product.database.read
      .select()
      .from(grants)
      .where(eq(grants.partnerId, partnerId))
      .orderBy(asc(grants.id))
      .limit(500)
  return { product, partner, article, url: `/v1/articles/${article.id}`, grantsOf }
}

test('the grant is stored when the response arrives, and named in it', async () => {
  const { partner, article, url, grantsOf } = await aServedArticle()

  const response = await partner.get(url)

  const stored = await grantsOf(partner.id)
  expect(stored).toMatchObject([{ articleId: article.id, revision: 1, how: 'item', termsVersion: 1 }])
  expect(response.headers['license-grant']).toBe(`"${stored[0]?.id}"`)
})

test('fetching again makes no second grant', async () => {
  const { partner, url, grantsOf } = await aServedArticle()

  const [first, second] = [await partner.get(url), await partner.get(url)]

  expect(second.headers['license-grant']).toBe(first.headers['license-grant'])
  expect(await grantsOf(partner.id)).toHaveLength(1)
})

test('ten requests at once make one grant', async () => {
  const { partner, url, grantsOf } = await aServedArticle()

  const responses = await Promise.all(Array.from({ length: 10 }, () => partner.get(url)))

  expect(new Set(responses.map(({ headers }) => headers['license-grant'])).size).toBe(1)
  expect(await grantsOf(partner.id)).toHaveLength(1)
})

test('two nodes make one grant', async () => {
  const { product, partner, url, grantsOf } = await aServedArticle()
  const { app } = await start({ on: product.storage })
  const authorization = `Bearer ${partner.key}`

  const [here, there] = await Promise.all([partner.get(url), app.inject({ url, headers: { authorization } })])

  expect(there.headers['license-grant']).toBe(here.headers['license-grant'])
  expect(await grantsOf(partner.id)).toHaveLength(1)
})

test('the next revision has a grant of its own', async () => {
  const { product, partner, article, url, grantsOf } = await aServedArticle()
  const editor = await aStaffMember(product, 'editor')
  const first = await partner.get(url)
  await editor.post(`/v1/staff/articles/${article.id}/updates`, { section: 'World' })

  const second = await partner.get(url)

  expect(second.headers['license-grant']).not.toBe(first.headers['license-grant'])
  expect(await grantsOf(partner.id)).toMatchObject([{ revision: 1 }, { revision: 2 }])
})

test('a HEAD makes no grant', async () => {
  const { partner, url, grantsOf } = await aServedArticle()

  const head = await partner.call('HEAD', url)

  expect(head).toHaveStatus(200)
  expect(head.headers).not.toHaveProperty('license-grant')
  expect(await grantsOf(partner.id)).toEqual([])
})

test('a HEAD of a list with bodies makes no grant', async () => {
  const { partner, grantsOf } = await aServedArticle()

  await partner.call('HEAD', '/v1/articles?include=body')

  expect(await grantsOf(partner.id)).toEqual([])
})

test('a 304 makes a grant where there is none', async () => {
  const { product, partner, url, grantsOf } = await aServedArticle()
  const other = await aPartner(product)
  const etag = String((await partner.get(url)).headers.etag)

  const confirmed = await other.get(url, { 'if-none-match': etag })

  expect(confirmed).toHaveStatus(304)
  const stored = await grantsOf(other.id)
  expect(stored).toMatchObject([{ how: 'item' }])
  expect(confirmed.headers['license-grant']).toBe(`"${stored[0]?.id}"`)
})

test.each(['/v1/articles', '/v1/changes', '/v1/partner'])(
  '%s shows no text and makes no grant',
  async (path) => {
    const { partner, grantsOf } = await aServedArticle()

    await partner.get(path)

    expect(await grantsOf(partner.id)).toEqual([])
  },
)

test('the revisions of a story make no grant', async () => {
  const { partner, url, grantsOf } = await aServedArticle()

  await partner.get(`${url}/revisions`)

  expect(await grantsOf(partner.id)).toEqual([])
})

test('a list with bodies grants each story of its page in bulk, and no other', async () => {
  const { product, partner, article, grantsOf } = await aServedArticle()
  product.clock.advance(1)
  const newer = await anArticle(product)

  await partner.get('/v1/articles?include=body&limit=2')

  const stored = await grantsOf(partner.id)
  expect(stored.map(({ articleId }) => articleId).toSorted()).toEqual([article.id, newer.id].toSorted())
  for (const grant of stored) expect(grant.how).toBe('bulk')
})

test('a story fetched singly first stays granted as an item', async () => {
  const { partner, article, url, grantsOf } = await aServedArticle()
  await partner.get(url)

  await partner.get('/v1/articles?include=body')

  expect((await grantsOf(partner.id)).find(({ articleId }) => articleId === article.id)?.how).toBe('item')
})

test('what is fetched to be pasted is granted as copied, where nothing was granted before', async () => {
  const { product, partner, article, url, grantsOf } = await aServedArticle()
  const other = await anArticle(product)
  await partner.get(`${url}?format=embed`)
  await partner.get(url)
  await partner.get(`/v1/articles/${other.id}`)
  await partner.get(`/v1/articles/${other.id}?format=embed`)

  const hows = new Map((await grantsOf(partner.id)).map(({ articleId, how }) => [articleId, how]))
  expect(hows).toEqual(
    new Map([
      [article.id, 'copied'],
      [other.id, 'item'],
    ]),
  )
})

test('what was refused is not granted', async () => {
  const { product, article, url, grantsOf } = await aServedArticle()
  const waiting = await aPartner(product, { approved: false })
  const editor = await aStaffMember(product, 'editor')
  const late = await aPartner(product)

  await waiting.get(url)
  await editor.post(`/v1/staff/articles/${article.id}/withdrawals`, { advisory: 'Gone.' })
  await late.get(url)

  expect(await grantsOf(waiting.id)).toEqual([])
  expect(await grantsOf(late.id)).toEqual([])
})

test('a partner lists its own grants, newest first, by article where it asks for one', async () => {
  const { product, partner, article, url } = await aServedArticle()
  const second = await anArticle(product)
  await partner.get(url)
  await partner.get(`/v1/articles/${second.id}`)
  const other = await aPartner(product)
  await other.get(url)

  const { items } = (await partner.get('/v1/grants')).json()
  expect(items).toMatchObject([{ articleId: second.id }, { articleId: article.id }])
  expect((await partner.get(`/v1/grants?article=${article.id}`)).json().items).toEqual([items[1]])
})

test('a partner reads its own grant, and no other partner does', async () => {
  const { product, partner, article, url } = await aServedArticle()
  const other = await aPartner(product)
  const id = String((await partner.get(url)).headers['license-grant']).slice(1, -1)

  expect((await partner.get(`/v1/grants/${id}`)).json()).toEqual({
    id,
    articleId: article.id,
    revision: 1,
    how: 'item',
    termsVersion: 1,
    at: '2026-05-01T00:00:00.000Z',
    receipt: expect.any(String),
  })
  expect(await other.get(`/v1/grants/${id}`)).toHaveProblem('not-found')
})

test('grants are listed page by page', async () => {
  const { product, partner, url } = await aServedArticle()
  await partner.get(url)
  for (let made = 0; made < 4; made += 1) await partner.get(`/v1/articles/${(await anArticle(product)).id}`)

  const first = (await partner.get('/v1/grants?limit=3')).json()
  const second = (await partner.get(`/v1/grants?limit=3&cursor=${first.next}`)).json()

  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5)
  expect(second.next).toBeNull()
})

import { expect, test } from 'vitest'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'

const nowhere = '01h455vb4pex5vsknk084sn02q'

test('a list shows a partner its own grants only', async () => {
  const { us, them, article } = await twoPartnersWithGrants()

  const ours = (await us.get('/v1/grants')).json()
  const theirs = (await them.get('/v1/grants')).json()

  expect(idsIn(ours)).toEqual(us.grants)
  expect(idsIn(theirs)).toEqual(them.grants)
  expect(idsIn((await us.get(`/v1/grants?article=${article.id}`)).json())).toEqual([us.grants[0]])
})

test('the grant of another partner is answered as one that never was', async () => {
  const { us, them } = await twoPartnersWithGrants()
  const [foreign] = them.grants

  const answer = await us.get(`/v1/grants/${foreign}`)
  const nothing = await us.get(`/v1/grants/grt_${nowhere}`)

  expect(answer).toHaveProblem('not-found')
  expect(withoutNames(answer.json())).toEqual(withoutNames(nothing.json()))
})

test('the cursor of another partner opens nothing of it', async () => {
  const { us, them } = await twoPartnersWithGrants()
  const { next } = (await them.get('/v1/grants?limit=1')).json()
  expect(next).not.toBeNull()

  const page = (await us.get(`/v1/grants?limit=200&cursor=${next}`)).json()

  expect(idsIn(page).every((id) => us.grants.includes(id))).toBe(true)
})

test('the usage of another partner is in no list, not even with its cursor', async () => {
  const { us, them } = await twoPartnersWithGrants()
  await them.get(`/v1/articles/${them.articles[0]}`)
  await them.get(`/v1/articles/${them.articles[0]}`)
  const { next } = (await them.get('/v1/partner/usage?limit=1')).json()
  expect(next).not.toBeNull()

  for (const url of ['/v1/partner/usage', `/v1/partner/usage?cursor=${next}`]) {
    const { items } = (await us.get(url)).json()
    for (const { articleId, count } of items) {
      expect(us.articles).toContain(articleId)
      expect(count).toBe(1)
    }
  }
})

test('a partner sees its own profile and keys only', async () => {
  const { us, them } = await twoPartnersWithGrants()

  const profile = await us.get('/v1/partner')
  const keys = await us.get('/v1/partner/keys')

  expect(profile.json()).toMatchObject({ id: us.id, name: us.name })
  expect(keys.json().items).toMatchObject([{ id: us.keyId }])
  for (const { body } of [profile, keys])
    for (const foreign of [them.id, them.name, them.keyId, them.key]) expect(body).not.toContain(foreign)
})

test('no answer to one partner names another', async () => {
  const { us, them } = await twoPartnersWithGrants()
  const urls = ['/v1/articles?include=body', `/v1/articles/${us.articles[0]}`, '/v1/changes', '/v1/grants']
  for (const url of [
    ...urls,
    `/v1/articles/${us.articles[0]}/revisions`,
    `/v1/articles/${us.articles[0]}/revisions/1`,
    '/v1/partner',
    '/v1/partner/keys',
  ]) {
    const response = await us.get(url)
    expect(response).toHaveStatus(200)
    const text = JSON.stringify(response.headers) + response.body
    for (const foreign of [them.id, them.name, them.keyId, ...them.grants])
      expect(text).not.toContain(foreign)
  }
})

test('what a partner fetched does not make it a grant holder of what the other fetched', async () => {
  const { us, them } = await twoPartnersWithGrants()
  const first = await us.get(`/v1/articles/${us.articles[0]}`)
  const second = await them.get(`/v1/articles/${us.articles[0]}`)

  expect(first.headers['license-grant']).not.toBe(second.headers['license-grant'])
  expect(first.headers['license-grant']).toBe(`"${us.grants.at(-1)}"`)
  expect(first.body).toBe(second.body)
  expect(first.headers.vary).toContain('Authorization')
})

test('the key of one partner is revoked by staff under its own partner only', async () => {
  const product = await start()
  const us = await aPartner(product)
  const them = await aPartner(product)
  const staff = await aStaffMember(product, 'licensing')

  const foreign = await staff.call('DELETE', `/v1/staff/partners/${us.id}/keys/${them.keyId}`)

  expect(foreign).toHaveProblem('not-found')
  expect(await them.get('/v1/partner')).toHaveStatus(200)
})

test('an Idempotency-Key belongs to the caller that used it', async () => {
  const product = await start()
  const first = await aStaffMember(product)
  const second = await aStaffMember(product)
  const sameKey = { 'idempotency-key': 'the-same' }

  const ours = await first.post('/v1/staff/reporters', { name: 'Jane Doe' }, sameKey)
  const theirs = await second.post('/v1/staff/reporters', { name: 'John Roe' }, sameKey)

  expect(ours).toHaveStatus(201)
  expect(theirs).toHaveStatus(201)
  expect(theirs.headers['idempotency-replayed']).toBeUndefined()
  expect(theirs.json()).toMatchObject({ name: 'John Roe' })
})

/** Two partners that fetched two stories each, one of them in common. */
async function twoPartnersWithGrants() {
  const product = await start()
  const common = await anArticle(product)
  const us = await withGrants(product, [(await anArticle(product)).id, common.id])
  const them = await withGrants(product, [(await anArticle(product)).id, common.id])
  return { us, them, article: common }
}

async function withGrants(product: Product, articles: string[]) {
  const partner = await aPartner(product)
  const grants: string[] = []
  for (const id of articles) {
    const { headers } = await partner.get(`/v1/articles/${id}`)
    grants.unshift(String(headers['license-grant']).slice(1, -1))
  }
  return { ...partner, articles, grants }
}

function idsIn({ items }: { items: { id: string }[] }): string[] {
  return items.map(({ id }) => id)
}

function withoutNames({ requestId: _, detail, ...problem }: Record<string, string>) {
  return { ...problem, detail: detail?.replace(/grt_\w+/, 'grt_…') }
}

import { expect, test } from 'vitest'
import { anArticle, aPartner, decided, killed, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { problemFaults } from './support/validators.ts'

test('a registered partner gets an article with logo, byline and affiliation in body and headers', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product, { headline: 'A story' })

  const response = await partner.get(`/v1/articles/${article.id}`)

  expect(response).toHaveStatus(200)
  expect(response.json()).toMatchObject({
    headline: 'A story',
    byline: 'By Jane Doe',
    attribution: {
      byline: 'By Jane Doe',
      affiliation: { shortName: 'DCNF' },
      creditLine: 'Jane Doe, Daily Caller News Foundation',
    },
  })
  expect(response.headers['attribution-byline']).toBe('"By Jane Doe"')
  expect(response.headers['attribution-affiliation']).toBe('"Daily Caller News Foundation"')
  expect(response.headers['attribution-logo']).toMatch(/^"http:.*\/brand\/[0-9a-f]{64}\.svg"$/)
  expect(response.headers['license-grant']).toMatch(/^"grt_/)
})

test('nobody without a key gets it', async () => {
  const product = await start()
  const article = await anArticle(product)

  expect(await product.app.inject(`/v1/articles/${article.id}`)).toHaveProblem('key-missing')
})

test.each([
  ['an unknown parameter', '?limit=1'],
  ['an unknown format', '?format=json5'],
  ['a format with another parameter', '?format=json&limit=1'],
  ['two formats', '?format=json&format=json'],
])('%s is refused, although the answer without it is known', async (_, query) => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  for (const known of ['', '?format=json'])
    expect(await partner.get(`/v1/articles/${article.id}${known}`)).toHaveStatus(200)

  expect(await partner.get(`/v1/articles/${article.id}${query}`)).toHaveProblem('invalid-request')
})

test('a withdrawn article is gone with its advisory', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  await partner.get(`/v1/articles/${article.id}`)
  await withdrawn(product, article.id, 'A source took back its statement.')

  const response = await partner.get(`/v1/articles/${article.id}`)

  expect(response).toHaveProblem('article-withdrawn')
  expect(response.json()).toMatchObject({ advisory: 'A source took back its statement.' })
})

test('a suspended partner is refused at once, although its requests were cached', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveStatus(200)
  await decided(product, partner.id, 'suspended')

  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('partner-suspended')
})

test('whatever is refused is answered as RFC 9457 has it', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  await killed(product, article.id)
  const refused = [
    await product.app.inject('/v1/articles'),
    await product.app.inject('/nowhere'),
    await partner.get('/v1/articles?limit=x&sort=y'),
    await partner.get(`/v1/articles/${article.id}`),
  ]

  for (const { statusCode, body } of refused) {
    expect(problemFaults(body) ?? []).toEqual([])
    expect(JSON.parse(body)).toMatchObject({ status: statusCode, title: expect.any(String) })
  }
  expect(problemFaults('{"status":"gone"}')).not.toEqual([])
})

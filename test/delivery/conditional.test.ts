import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function aReadArticle() {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const url = `/v1/articles/${article.id}`
  const first = await partner.get(url)
  return { product, partner, article, url, first, etag: String(first.headers.etag) }
}

test('an article has a strong validator', async () => {
  const { etag } = await aReadArticle()

  expect(etag).toMatch(/^"[\w-]{22}"$/)
})

test.each([
  ['the validator itself', (etag: string) => etag],
  ['a weak form of it', (etag: string) => `W/${etag}`],
  ['it among others', (etag: string) => `"other", ${etag}, W/"third"`],
  ['anything', () => '*'],
])('a copy confirmed by %s is not sent again', async (_, header) => {
  const { partner, url, etag } = await aReadArticle()

  const answer = await partner.get(url, { 'if-none-match': header(etag) })

  expect(answer).toHaveStatus(304)
  expect(answer.body).toBe('')
  expect(answer.headers.etag).toBe(etag)
})

test.each(['"other"', '', 'W/"other", "third"'])(
  'a copy with the validator %j is sent anew',
  async (header) => {
    const { partner, url } = await aReadArticle()

    expect(await partner.get(url, { 'if-none-match': header })).toHaveStatus(200)
  },
)

test('a 304 carries the attribution and the caching headers of the article', async () => {
  const { partner, url, first, etag } = await aReadArticle()

  const answer = await partner.get(url, { 'if-none-match': etag })

  for (const name of [
    'link',
    'attribution-byline',
    'attribution-affiliation',
    'attribution-logo',
    'license-grant',
    'cache-control',
    'vary',
  ]) {
    expect(answer.headers[name]).toBe(first.headers[name])
    expect(answer.headers[name]).toBeTruthy()
  }
})

test('caches between us and a partner may not hand an article to another', async () => {
  const { first } = await aReadArticle()

  expect(first.headers['cache-control']).toBe('private, no-cache')
  expect(first.headers.vary).toBe('Authorization, Accept, Accept-Encoding')
})

test('two partners get the same bytes under the same validator', async () => {
  const { product, first, url } = await aReadArticle()
  const other = await aPartner(product)

  const answer = await other.get(url)

  expect(answer.body).toBe(first.body)
  expect(answer.headers.etag).toBe(first.headers.etag)
  expect(answer.headers['license-grant']).not.toBe(first.headers['license-grant'])
})

test('the validator is the same on every node', async () => {
  const { product, partner, url, etag } = await aReadArticle()
  const { app } = await start({ on: product.storage })
  const authorization = `Bearer ${partner.key}`

  expect((await app.inject({ url, headers: { authorization } })).headers.etag).toBe(etag)
})

test.each(['br', 'gzip'] as const)(
  'from the second request on %s decodes to the same JSON',
  async (encoding) => {
    const { partner, url, first } = await aReadArticle()

    const answer = await partner.get(url, { 'accept-encoding': encoding })

    expect(answer.headers['content-encoding']).toBe(encoding)
    const decoded =
      encoding === 'br' ? brotliDecompressSync(answer.rawPayload) : gunzipSync(answer.rawPayload)
    expect(decoded.toString()).toBe(first.body)
    expect(answer.rawPayload.length).toBeLessThan(first.rawPayload.length)
  },
)

test('the first request of a story is answered as it is, whatever encoding it would take', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)

  const answer = await partner.get(`/v1/articles/${article.id}`, { 'accept-encoding': 'br, gzip' })

  expect(answer.headers).not.toHaveProperty('content-encoding')
  expect(answer.json().id).toBe(article.id)
})

test('each encoding has a validator of its own', async () => {
  const { partner, url, etag } = await aReadArticle()
  const br = (await partner.get(url, { 'accept-encoding': 'br' })).headers.etag
  const gzip = (await partner.get(url, { 'accept-encoding': 'gzip' })).headers.etag

  expect(new Set([etag, br, gzip]).size).toBe(3)
  for (const validator of [br, gzip]) expect(validator).toMatch(/^"[\w-]+"$/)
})

test('a compressed copy is confirmed by its own validator', async () => {
  const { partner, url } = await aReadArticle()
  const { headers } = await partner.get(url, { 'accept-encoding': 'br' })

  const answer = await partner.get(url, {
    'accept-encoding': 'br',
    'if-none-match': String(headers.etag),
  })

  expect(answer).toHaveStatus(304)
  expect(answer.headers.etag).toBe(headers.etag)
})

test.each([
  ['gzip, br', 'br'],
  ['gzip;q=1, br;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['identity', undefined],
  ['zstd', undefined],
])('of “%s” the encoding chosen is %s', async (accepted, chosen) => {
  const { partner, url } = await aReadArticle()

  const answer = await partner.get(url, { 'accept-encoding': accepted })

  expect(answer.headers['content-encoding']).toBe(chosen)
})

test.each([
  ['a correction', 'corrections', { note: 'Wrong.' }],
  ['an update', 'updates', { section: 'World' }],
])('the validator changes with %s', async (_, path, payload) => {
  const { product, partner, article, url, etag } = await aReadArticle()
  const editor = await aStaffMember(product, 'editor')

  await editor.post(`/v1/staff/articles/${article.id}/${path}`, payload)

  const answer = await partner.get(url, { 'if-none-match': etag })
  expect(answer).toHaveStatus(200)
  expect(answer.headers.etag).not.toBe(etag)
})

test('a HEAD has the headers of the GET and no body', async () => {
  const { partner, url, first } = await aReadArticle()

  const head = await partner.call('HEAD', url)

  expect(head).toHaveStatus(200)
  expect(head.body).toBe('')
  for (const name of [
    'etag',
    'content-type',
    'content-length',
    'link',
    'attribution-byline',
    'license-grant',
  ]) {
    expect(head.headers[name]).toBe(first.headers[name])
  }
})

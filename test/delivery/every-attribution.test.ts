import { expect, test } from 'vitest'
import { encodeCursor } from '../../src/platform/http/paging.ts'
import { anArticle, aPartner, aReporter, aStaffMember, decided, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'

const doors = [
  ['an article', 'GET', (id: string) => `/v1/articles/${id}`],
  ['an article by format', 'GET', (id: string) => `/v1/articles/${id}?format=json`],
  ['the headers of an article', 'HEAD', (id: string) => `/v1/articles/${id}`],
  ['a revision', 'GET', (id: string) => `/v1/articles/${id}/revisions/1`],
  ['the revisions of an article', 'GET', (id: string) => `/v1/articles/${id}/revisions`],
  [
    'revisions after the last',
    'GET',
    (id: string) => `/v1/articles/${id}/revisions?cursor=${encodeCursor([9])}`,
  ],
  ['a list', 'GET', () => '/v1/articles'],
  ['a list with bodies', 'GET', () => '/v1/articles?include=body'],
  ['a page of one', 'GET', () => '/v1/articles?limit=1'],
  ['an empty list', 'GET', () => '/v1/articles?publishedSince=2030-01-01T00:00:00Z'],
  ['the changes', 'GET', () => '/v1/changes'],
  ['changes with their stories', 'GET', () => '/v1/changes?include=article'],
  ['a feed', 'GET', () => '/v1/feeds/articles.rss'],
  ['the headers of a feed', 'HEAD', () => '/v1/feeds/articles.atom'],
  ['no changes', 'GET', () => '/v1/changes?after=now'],
] as const

test.each(doors)('%s carries logo, affiliation and license in its headers', async (_, method, urlOf) => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)

  const response = await partner.call(method, urlOf(article.id))

  expect(response).toHaveStatus(200)
  expect(response.headers['attribution-affiliation']).toBe('"Daily Caller News Foundation"')
  expect(response.headers['attribution-logo']).toMatch(/^"http:.*\/brand\/[0-9a-f]{64}\.svg"$/)
  expect(response.headers.link).toMatch(/rel="http[^"]*\/rels\/logo"; type="image\/svg\+xml"/)
  expect(response.headers.link).toMatch(/<http[^>]*\/v1\/license>; rel="license"/)
})

const items = doors.slice(0, 4)

test.each(items)('%s carries the byline in its headers', async (_, method, urlOf) => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)

  const response = await partner.call(method, urlOf(article.id))

  expect(response.headers['attribution-byline']).toBe('"By Jane Doe"')
})

test.each(items)('%s names its canonical address', async (_, method, urlOf) => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product, { canonicalUrl: 'https://example.com/story' })

  const response = await partner.call(method, urlOf(article.id))

  expect(response.headers.link).toContain('<https://example.com/story>; rel="canonical"')
})

test('a byline beyond ASCII arrives as a Display String', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product, { reporters: [(await aReporter(product, 'René Müller')).id] })

  const response = await partner.get(`/v1/articles/${article.id}`)

  expect(response.headers['attribution-byline']).toBe('%"By Ren%c3%a9 M%c3%bcller"')
})

test('the changes of a suspended partner carry the attribution too', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  await partner.get(`/v1/articles/${article.id}`)
  await decided(product, partner.id, 'suspended')
  await withdrawn(product, article.id)

  const response = await partner.get('/v1/changes')

  expect(response.json().items[0].article.attribution.byline).toBe('By Jane Doe')
  expect(response.headers['attribution-affiliation']).toBe('"Daily Caller News Foundation"')
})

test('what was changed between revisions carries the attribution, with the affiliations of both', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const editor = await aStaffMember(product, 'editor')
  const canonicalUrl = 'https://example.com/story'
  const { id } = await anArticle(product, { canonicalUrl })
  const affiliation = { name: 'Zürich News', shortName: 'ZN', url: 'https://news.example' }
  const successor = { name: 'René Müller', kind: 'person', affiliation }
  const reporter = (await editor.post('/v1/staff/reporters', successor)).json()
  await editor.post(`/v1/staff/articles/${id}/updates`, { reporters: [reporter.id] })
  const url = `/v1/articles/${id}/revisions/2/diff`
  const { etag } = (await partner.get(url)).headers

  for (const answer of [
    await partner.get(url),
    await partner.get(`${url}?format=html`),
    await partner.get(url, { 'if-none-match': `${etag}` }),
  ]) {
    expect(answer.headers['attribution-byline']).toBe('%"By Ren%c3%a9 M%c3%bcller"')
    expect(answer.headers['attribution-affiliation']).toBe(
      '%"Z%c3%bcrich News", "Daily Caller News Foundation"',
    )
    expect(answer.headers['attribution-logo']).toMatch(/^"http:.*\/brand\/[0-9a-f]{64}\.svg"$/)
    expect(answer.headers.link).toContain(`<${canonicalUrl}>; rel="canonical"`)
  }
})

import { expect, test } from 'vitest'
import { articles, changes, newswire } from '../../src/articles/tables.ts'
import { type Format, formatNames } from '../../src/delivery/formats/formats.ts'
import { terms } from '../../src/licensing/tables.ts'
import { auditEntries } from '../../src/platform/audit/tables.ts'
import { seed } from '../../src/seed.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { publicUrl, start } from '../support/product.ts'
import { readers } from './support/read-back.ts'
import { faultsIn, standardized } from './support/validators.ts'

const canonicalUrl =
  'https://dailycaller.com/2024/07/11/beijing-response-nato-members-strongest-condemnation-china/'

async function theArticle() {
  const product = await start()
  const partner = await aPartner(product)
  const [{ id }] = (await partner.get('/v1/articles')).json().items
  const response = await partner.get(`/v1/articles/${id}`)
  return { product, partner, id, response, article: response.json() }
}

test('the real article is published under its working headline and the desk’s byline', async () => {
  const { article } = await theArticle()

  expect(article).toMatchObject({
    headline: 'Beijing Expresses Ire At NATO After Its Strongest Condemnation Of China Yet',
    byline: 'By Staff',
    slug: 'beijing-response-nato-members-strongest-condemnation-china',
    language: 'en-US',
    pubStatus: 'usable',
    revision: 1,
  })
})

test('it keeps the day on which it ran', async () => {
  const { article } = await theArticle()

  expect(article.publishedAt).toBe('2024-07-11T00:00:00.000Z')
})

test('it names where it ran, in the body and in the headers', async () => {
  const { article, response } = await theArticle()

  expect(article.canonicalUrl).toBe(canonicalUrl)
  expect(article.attribution.canonicalUrl).toBe(canonicalUrl)
  expect(response.headers.link).toContain(`<${canonicalUrl}>; rel="canonical"`)
})

test('its attribution has the desk, the affiliation, the logo and the notice', async () => {
  const { article } = await theArticle()

  expect(article.attribution).toMatchObject({
    byline: 'By Staff',
    creditLine: 'Staff, Daily Caller News Foundation',
    affiliation: {
      name: 'Daily Caller News Foundation',
      shortName: 'DCNF',
      url: 'https://dailycallernewsfoundation.org',
    },
    logo: { alt: 'Daily Caller News Foundation logo' },
  })
  expect(article.attribution.notice.text).toMatch(
    /^All content created by the Daily Caller News Foundation, an independent and nonpartisan newswire service,/,
  )
  expect(article.attribution.notice.html).toContain(
    '<a href="mailto:licensing@dailycallernewsfoundation.org">',
  )
})

test('the files of its logo can be fetched, with the sizes and hashes that are told', async () => {
  const { product, article } = await theArticle()

  expect(article.attribution.logo.renditions).toHaveLength(2)
  for (const { href, contentType, sha256 } of article.attribution.logo.renditions) {
    expect(href).toContain(sha256)
    const file = await product.app.inject(href.slice(publicUrl.length))
    expect(file).toHaveStatus(200)
    expect(file.headers['content-type']).toBe(contentType)
  }
})

test('every format says its attribution, and is valid where there is a schema', async () => {
  const { partner, id, article } = await theArticle()
  const written = async (format: Format) => (await partner.get(`/v1/articles/${id}?format=${format}`)).body

  for (const format of formatNames) {
    const { creditLine, canonical, notice, license } = readers[format](await written(format))
    expect({ creditLine, canonical, notice, license }, format).toEqual({
      ...{ creditLine: 'Staff, Daily Caller News Foundation', canonical: canonicalUrl },
      ...{ notice: article.attribution.notice.text, license: `${publicUrl}/v1/license` },
    })
  }
  for (const format of standardized)
    expect(faultsIn(format, [await written(format)]) ?? [[]], format).toEqual([[]])
})

test('its body begins and ends with the story, without the newswire’s notice', async () => {
  const { article } = await theArticle()

  expect(article.bodyHtml).toMatch(/^<p>Beijing expressed ire at NATO on Thursday/)
  expect(article.bodyHtml).toMatch(/did not immediately respond to a request for comment\.<\/p>$/)
  expect(article.bodyHtml).not.toContain('All content created by')
  expect(article.bodyHtml).not.toContain('licensing@')
})

test('the story that it relates to is a block of its own', async () => {
  const { article } = await theArticle()

  expect(article.bodyHtml).toMatch(
    /<p class="wire-related">Related: <a href="https:\/\/dailycaller\.com\/2024\/07\/09\/china-holding-military-exercises-belarus-poland-us-military-base\/">China Holding Military Exercises Just Hundreds Of Miles From US Base In Europe<\/a><\/p>/,
  )
  expect(article.bodyHtml).not.toContain('(RELATED')
})

test('the spokesperson’s tweet is an embed', async () => {
  const { article } = await theArticle()

  expect(article.bodyHtml.match(/<figure class="wire-embed">.*?<\/figure>/s)?.[0]).toContain(
    'China firmly opposes the US disinformation',
  )
  expect(article.bodyHtml).toContain('Spokesperson发言人办公室 (@MFA_China) July 11, 2024')
})

test('staff are told that the headline is a working one, and why', async () => {
  const { product, id } = await theArticle()
  const viewer = await aStaffMember(product, 'viewer')

  const seen = (await viewer.get(`/v1/staff/articles/${id}`)).json()

  expect(seen).toMatchObject({ workingHeadline: true })
  expect(seen.deskNote).toContain('no headline and no reporter')
})

test('no partner sees the desk’s note', async () => {
  const { response } = await theArticle()

  expect(response.body).not.toContain('deskNote')
  expect(response.body).not.toContain('workingHeadline')
  expect(response.body).not.toContain('source document')
})

test('seeding again changes nothing', async () => {
  const { database } = await start()
  const everything = async () => [
    await database.read.select().from(newswire).limit(10),
    await database.read.select().from(articles).limit(10),
    await database.read.select().from(terms).limit(10),
    await database.read.select().from(changes).limit(100),
    await database.read.select().from(auditEntries).limit(100),
  ]
  const before = await everything()

  expect(await seed(database)).toBeNull()

  expect(await everything()).toEqual(before)
})

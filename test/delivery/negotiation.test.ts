import { expect, test } from 'vitest'
import { formatNames, formats } from '../../src/delivery/formats/formats.ts'
import { usage } from '../../src/licensing/tables.ts'
import { anArticle, aPartner } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function anArticleAsked() {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  return (headers: Record<string, string>, query = '') =>
    partner.get(`/v1/articles/${article.id}${query}`, headers)
}

test.each([
  '*/*',
  'application/json',
  'application/*',
  'APPLICATION/JSON',
  'application/json; charset=utf-8',
  'application/json;q=0.1',
  'application/json, text/plain, */*',
])('“Accept: %s” is answered with JSON', async (accept) => {
  const ask = await anArticleAsked()

  const answer = await ask({ accept })

  expect(answer).toHaveStatus(200)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
})

test.each([
  ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', 'text/html; charset=utf-8'],
  ['text/html;q=1, application/json;q=0.2', 'text/html; charset=utf-8'],
  ['text/plain', 'text/plain; charset=utf-8'],
  ['text/markdown, text/plain;q=0.5', 'text/markdown; charset=utf-8'],
  ['application/ld+json', 'application/ld+json'],
  ['application/vnd.iptc.g2.newsitem+xml', 'application/vnd.iptc.g2.newsitem+xml'],
  ['application/nitf+xml, application/json;q=0.5', 'application/nitf+xml'],
])('“Accept: %s” is answered with %s', async (accept, contentType) => {
  const ask = await anArticleAsked()

  const answer = await ask({ accept })

  expect(answer).toHaveStatus(200)
  expect(answer.headers['content-type']).toBe(contentType)
})

test('every format is there by name, with the attribution in its headers, and counted under its name', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)

  for (const format of formatNames) {
    const answer = await partner.get(`/v1/articles/${id}?format=${format}`)
    expect(answer).toHaveStatus(200)
    expect(answer.headers).toMatchObject({
      'content-type': formats[format].contentType,
      'attribution-byline': '"By Jane Doe"',
    })
    expect(answer.headers['content-security-policy'] !== undefined, format).toBe(format === 'html')
  }
  await product.app.close()

  const counted = await product.database.read.select().from(usage).limit(20)
  expect(counted.map(({ format }) => format).sort()).toEqual([...formatNames].sort())
})

test.each(['text/turtle', 'application/json;q=0', 'image/*'])(
  '“Accept: %s” cannot be answered, and the refusal names what there is',
  async (accept) => {
    const ask = await anArticleAsked()

    const refused = await ask({ accept })

    expect(refused).toHaveProblem('not-acceptable')
    expect(refused.json().detail).toContain('application/json')
  },
)

test('a format by name goes before Accept', async () => {
  const ask = await anArticleAsked()

  expect(await ask({ accept: 'text/turtle' }, '?format=json')).toHaveStatus(200)
})

test.each(['?format=docx', '?format=', '?format=json&format=json', '?formt=json'])(
  '%s is refused',
  async (query) => {
    const ask = await anArticleAsked()

    expect(await ask({}, query)).toHaveProblem('invalid-request')
  },
)

test('a request that cannot be answered makes no grant', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)

  await partner.get(`/v1/articles/${article.id}`, { accept: 'text/turtle' })

  expect((await partner.get('/v1/grants')).json().items).toEqual([])
})

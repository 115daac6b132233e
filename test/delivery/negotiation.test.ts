import { expect, test } from 'vitest'
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
  'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8',
  'text/html;q=1, application/json;q=0.2',
  'application/json, text/plain, */*',
])('“Accept: %s” is answered with JSON', async (accept) => {
  const ask = await anArticleAsked()

  const answer = await ask({ accept })

  expect(answer).toHaveStatus(200)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
})

test.each(['text/turtle', 'application/json;q=0', 'application/json;q=0, */*', 'image/*'])(
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

import { expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { aDraft, anArticle, aPartner, withdrawn } from '../support/factories.ts'
import { publicUrl, start } from '../support/product.ts'
import { aSoundPage, visit } from './support/page.ts'

test('the page of an article id is the same whatever became of the article', async () => {
  const product = await start()
  const published = await anArticle(product, { headline: 'A telling headline' })
  const draft = await aDraft(product)
  const gone = await anArticle(product)
  await withdrawn(product, gone.id, 'A telling advisory.')

  const seen = new Set<string>()
  for (const id of [published.id, draft.id, gone.id, newId('art')]) {
    const { body, headers, statusCode } = await visit(product, `/id/articles/${id}`)
    // What differs between any two responses.
    const { 'x-request-id': _, date: __, ratelimit: ___, ...others } = headers
    seen.add(JSON.stringify([statusCode, others, body.replaceAll(id, '{id}')]))
  }

  expect(seen.size).toBe(1)
  expect([...seen][0]).not.toMatch(/telling/)
})

test('the page says how a partner fetches the article', async () => {
  const product = await start()
  const { id } = await anArticle(product)

  const { body } = aSoundPage(await visit(product, `/id/articles/${id}`))

  expect(body).toContain(`${publicUrl}/id/articles/${id}`)
  expect(body).toContain(`curl ${publicUrl}/v1/articles/${id}`)
  expect(body).toContain('href="/v1/license"')
})

test('the uri in an article leads to its page', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  const { uri } = (await partner.get(`/v1/articles/${id}`)).json()

  aSoundPage(await visit(product, uri.replace(publicUrl, '')))
})

test('what is no article id names nothing', async () => {
  const product = await start()
  for (const id of ['1', 'art_', 'par_01h455vb4pex5vsknk084sn02q', 'art_81h455vb4pex5vsknk084sn02q', '%00']) {
    aSoundPage(await visit(product, `/id/articles/${id}`), id === '%00' ? 400 : 404)
  }
  expect(await product.app.inject('/id/articles/1')).toHaveProblem('not-found')
})

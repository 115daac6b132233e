import { expect, test } from 'vitest'
import { examples as newsroom } from '../../src/articles/examples.ts'
import { prepareBody } from '../../src/articles/text/body.ts'
import { examples } from '../../src/delivery/examples.ts'
import { aPartner } from '../support/factories.ts'
import { publicUrl, start } from '../support/product.ts'

test('the article in the API description is the seeded one as partners get it, abridged', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const [{ bodyHtml, ...seeded }] = (await partner.get('/v1/articles?include=body')).json().items
  const { bodyHtml: abridged, ...shown } = examples.article

  expect(comparable(shown)).toEqual(comparable(seeded))
  expect(bodyHtml.startsWith(abridged)).toBe(true)
})

test('what is abridged says how long it is, and would be stored as it stands', () => {
  const { bodyHtml, wordCount } = newsroom.content

  expect(prepareBody(bodyHtml)).toMatchObject({ html: bodyHtml, wordCount })
})

// Ids, hashes and addresses are of this installation; length, time of storing and topics differ on purpose.
function comparable(article: object): unknown {
  const text = JSON.stringify({ ...article, updatedAt: null, wordCount: null, topics: [] })
  return JSON.parse(
    text
      .replaceAll(publicUrl, 'https://wirecopy.example')
      .replaceAll(/(art|rep)_\w{26}/g, '$1_…')
      .replaceAll(/[0-9a-f]{64}/g, '…'),
  )
}

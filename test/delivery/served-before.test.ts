import { expect, test } from 'vitest'
import { requireArticle } from '../../src/articles/articles.ts'
import { setNewswire } from '../../src/articles/newswire.ts'
import { correct } from '../../src/articles/revising.ts'
import { anArticle, aPartner, withdrawn } from '../support/factories.ts'
import { actor, start } from '../support/product.ts'

const pages = ['/v1/articles?limit=1', '/v1/articles?limit=1&include=body', '/v1/changes?limit=200']

/** A partner that has fetched an article through every door. */
async function aReader() {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  const read = async (path: string) => (await partner.get(path)).json()
  for (const path of [...pages, `/v1/articles/${id}`]) await read(path)
  return { product, partner, id, read }
}

test('a notice that changed is in everything that is fetched next', async () => {
  const { product, partner, id, read } = await aReader()
  const { headers } = await partner.get(`/v1/articles/${id}`)

  await product.database.write((tx) => setNewswire(tx, actor, { notice: 'Another notice.' }))

  for (const path of pages) {
    const { items } = await read(path)
    const shown = items.map((entry: Entry) => entry.attribution ?? entry.article?.attribution)
    for (const attribution of shown.filter(Boolean)) expect(attribution.notice.text).toBe('Another notice.')
  }
  const etag = String(headers.etag)
  expect(await partner.get(`/v1/articles/${id}`, { 'if-none-match': etag })).toHaveStatus(200)
})

test('a correction is in everything that is fetched next', async () => {
  const { product, id, read } = await aReader()

  await product.database.write(async (tx) =>
    correct(tx, actor, await requireArticle(tx, id), 'A name was misspelled.', { headline: 'Mended' }),
  )

  for (const path of [...pages.slice(0, 2), `/v1/articles/${id}`]) {
    const { items, ...article } = await read(path)
    expect(items?.[0] ?? article).toMatchObject({ headline: 'Mended', corrections: [{ revision: 2 }] })
  }
})

test('a withdrawn story leaves the lists, and old changes say so', async () => {
  const { product, id, read } = await aReader()

  await withdrawn(product, id)

  for (const path of pages.slice(0, 2)) expect((await read(path)).items[0].id).not.toBe(id)
  const { items } = await read('/v1/changes?limit=200')
  const told = items.filter(({ article }: Entry) => article?.id === id)
  expect(told.map(({ article }: Entry) => article?.pubStatus)).toEqual(['withheld', 'withheld'])
})

test('what one partner has fetched is granted to the next one by itself', async () => {
  const { product, partner, id } = await aReader()
  const other = await aPartner(product)
  const path = `/v1/articles/${id}`

  const grants = [await partner.get(path), await other.get(path)].map(
    ({ headers }) => headers['license-grant'],
  )

  expect(grants[0]).toMatch(/^"grt_/)
  expect(grants[1]).toMatch(/^"grt_/)
  expect(grants[0]).not.toBe(grants[1])
})

interface Entry {
  id?: string
  attribution?: { notice: { text: string } }
  article?: { id: string; pubStatus: string; attribution: { notice: { text: string } } }
}

import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { articles, articleTerms, revisions } from '../../src/articles/tables.ts'
import { newId } from '../../src/platform/ids.ts'
import { anArticle, aPartner } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'

// More than one request examines.
const hiddenStories = 600
const hourMs = 60 * 60 * 1_000

/** Stories like a published one, in the order of publication right behind it. */
async function multiply({ database }: Product, id: `art_${string}`) {
  await database.write(async (tx) => {
    const [story] = await tx.select().from(articles).where(eq(articles.id, id)).limit(1)
    const [revision] = await tx.select().from(revisions).where(eq(revisions.articleId, id)).limit(1)
    const ordinal = story?.ordinal
    if (!revision || !story || !ordinal) throw new Error(`${id} is not published`)
    const terms = await tx.select().from(articleTerms).where(eq(articleTerms.ordinal, ordinal)).limit(20)
    for (let behind = 1; behind < hiddenStories; behind += 1) {
      const copy = { id: newId('art'), ordinal: ordinal + behind }
      await tx.insert(articles).values({ ...story, ...copy })
      await tx.insert(revisions).values({ ...revision, articleId: copy.id })
      await tx.insert(articleTerms).values(terms.map((term) => ({ ...term, ordinal: copy.ordinal })))
    }
  })
}

test.each(['tag=Merger&limit=1', 'tag=Merger&section=Business&limit=2', 'tag=Merger&q=text&limit=1'])(
  'a page of %s is the same whether stories are under embargo or not',
  async (query) => {
    const product = await start()
    const [partner, insider] = [await aPartner(product), await aPartner(product, { advanceAccess: true })]
    const fields = { tags: ['Merger'], section: 'Business' }
    for (let number = 0; number < 4; number += 1) await anArticle(product, fields)
    const pages = async () => {
      const first = (await partner.get(`/v1/articles?${query}`)).json()
      return [first, (await partner.get(`/v1/articles?${query}&cursor=${first.next}`)).json()]
    }
    const before = await pages()

    const { id } = await anArticle(product, fields, { embargoedUntil: product.clock.now() + hourMs })
    await multiply(product, id)

    expect((await insider.get(`/v1/articles?tag=Merger`)).json().items[0].embargoedUntil).not.toBeNull()
    expect(await pages()).toEqual(before)
  },
)

test('where all that a filter finds is under embargo, the page says that there is nothing', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(
    product,
    { tags: ['Merger'] },
    { embargoedUntil: product.clock.now() + hourMs },
  )
  await multiply(product, id)

  const page = (await partner.get('/v1/articles?tag=Merger&limit=1')).json()

  expect(page).toMatchObject({ items: [], next: null })
})

test('a clock that goes back hides nothing from a filter that was out already', async () => {
  const product = await start()
  const partner = await aPartner(product)
  product.clock.advance(hourMs)
  const { id } = await anArticle(product, { tags: ['Merger'] })
  product.clock.advance(-hourMs)

  expect((await partner.get('/v1/articles?tag=Merger')).json().items).toMatchObject([{ id }])
})

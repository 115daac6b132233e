import { expect, test } from 'vitest'
import { requireArticle } from '../../src/articles/articles.ts'
import { update } from '../../src/articles/revising.ts'
import { anArticle, aPartner, aReporter, withdrawn } from '../support/factories.ts'
import { actor, start } from '../support/product.ts'

const mebibyte = 1024 * 1024

type Page<Item> = { items: Item[]; next: string | null }

/** Every page of a list, and the bytes of the longest. */
async function pagesOf<Item>(partner: Awaited<ReturnType<typeof aPartner>>, url: string) {
  const pages: Page<Item>[] = []
  let longest = 0
  for (let next: string | null = ''; next !== null; ) {
    const response = await partner.get(next ? `${url}&cursor=${next}` : url)
    expect(response).toHaveStatus(200)
    const page: Page<Item> = response.json()
    longest = Math.max(longest, response.rawPayload.length)
    pages.push(page)
    next = page.next
  }
  return { pages, items: pages.flatMap(({ items }) => items), longest }
}

test('a page with bodies ends at 8 MiB, and the next ones go on without a gap', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const reporters = [(await aReporter(product)).id]
  const made: string[] = []
  for (let number = 0; number < 11; number += 1) {
    made.push((await anArticle(product, { reporters, bodyHtml: `<p>${'x'.repeat(mebibyte - 100)}</p>` })).id)
    product.clock.advance(1_000)
  }
  await withdrawn(product, (await anArticle(product, { reporters })).id)

  const { pages, items, longest } = await pagesOf<{ id: string }>(
    partner,
    '/v1/articles?include=body&limit=200',
  )

  expect(longest).toBeLessThan(8 * mebibyte + 10_000)
  expect(pages.length).toBeGreaterThan(1)
  expect(pages[0]?.items).toHaveLength(7)
  expect(items.slice(0, 11).map(({ id }) => id)).toEqual(made.toReversed())
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
})

test('the revisions of a story are a list with pages, oldest first', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  for (let number = 2; number <= 7; number += 1) {
    await product.database.write(async (tx) =>
      update(tx, actor, await requireArticle(tx, id), { headline: `Headline ${number}` }),
    )
  }

  const { pages, items } = await pagesOf<{ revision: number }>(
    partner,
    `/v1/articles/${id}/revisions?limit=3`,
  )

  expect(pages.map((page) => page.items.length)).toEqual([3, 3, 1])
  expect(items.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('a cursor of another list is none of the revisions', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  await anArticle(product)
  const { next } = (await partner.get('/v1/articles?limit=1')).json()

  expect(await partner.get(`/v1/articles/${id}/revisions?cursor=${next}`)).toHaveProblem('invalid-cursor')
})

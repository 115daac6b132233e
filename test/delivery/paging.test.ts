import { expect, test } from 'vitest'
import { anArticle, aPartner, aReporter, withdrawn } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'

async function publishMany(product: Product, count: number): Promise<string[]> {
  const reporters = [(await aReporter(product)).id]
  const made: string[] = []
  for (let number = 0; number < count; number += 1) made.push((await anArticle(product, { reporters })).id)
  return made
}

test('pages through ties in time lose no story and repeat none while new ones are published', async () => {
  const product = await start()
  const partner = await aPartner(product)
  // Three moments with forty stories each: every page ends amid a tie.
  const made: string[] = []
  for (let hour = 0; hour < 3; hour += 1) {
    made.push(...(await publishMany(product, 40)))
    product.clock.advance(3_600_000)
  }

  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const response = await partner.get(`/v1/articles?limit=17${next && `&cursor=${next}`}`)
    const page: { items: { id: string }[]; next: string | null } = response.json()
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
    await publishMany(product, 2)
  }

  expect(new Set(seen).size).toBe(seen.length)
  for (const id of made) expect(seen).toContain(id)
  expect(seen).toHaveLength(made.length + 1)
})

test('stories withdrawn between two pages leave the others in place', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const made = await publishMany(product, 6)
  const first = (await partner.get('/v1/articles?limit=3')).json()

  await withdrawn(product, first.items[2].id)
  const second = (await partner.get(`/v1/articles?limit=3&cursor=${first.next}`)).json()

  const seen = [...first.items, ...second.items].map(({ id }) => id)
  expect(seen.toSorted()).toEqual(made.toSorted())
})

test('the last page has no next one, even when it is full', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await publishMany(product, 1)

  const page = (await partner.get('/v1/articles?limit=2')).json()

  expect(page.items).toHaveLength(2)
  expect(page.next).toBeNull()
})

test('a filter goes on over the pages', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const made = await publishMany(product, 5)
  const since = '&publishedSince=2026-05-01T00:00:00Z'

  const first = (await partner.get(`/v1/articles?limit=3${since}`)).json()
  const second = (await partner.get(`/v1/articles?limit=3${since}&cursor=${first.next}`)).json()

  expect([...first.items, ...second.items].map(({ id }) => id).toSorted()).toEqual(made.toSorted())
  expect(second.next).toBeNull()
})

test('only the first page says where to follow changes from', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await publishMany(product, 2)

  const first = (await partner.get('/v1/articles?limit=1')).json()
  const second = (await partner.get(`/v1/articles?limit=1&cursor=${first.next}`)).json()

  expect(first.changes).toEqual(expect.any(String))
  expect(second).not.toHaveProperty('changes')
})

test('list first, then changes: nothing that is published meanwhile is missed', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const made = await publishMany(product, 10)
  const publishing = publishMany(product, 10)

  let page = (await partner.get('/v1/articles?limit=4')).json()
  const followFrom = page.changes
  const known = new Set<string>()
  for (;;) {
    for (const { id } of page.items) known.add(id)
    if (page.next === null) break
    page = (await partner.get(`/v1/articles?limit=4&cursor=${page.next}`)).json()
  }
  const later = await publishing

  const { items } = (await partner.get(`/v1/changes?after=${followFrom}&limit=200`)).json()
  for (const { article } of items) known.add(article.id)
  for (const id of [...made, ...later]) expect(known).toContain(id)
})

import { expect, test } from 'vitest'
import { aDraft, anArticle, aPartner, aStaffMember, killed } from '../support/factories.ts'
import { type Product, publicUrl, start } from '../support/product.ts'

test('topics reach partners with their names, narrower ones with their code alone', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product, { topics: ['medtop:11000000', 'medtop:20000574'] })

  expect((await partner.get(`/v1/articles/${id}`)).json().topics).toEqual([
    { code: 'medtop:11000000', label: 'politics' },
    { code: 'medtop:20000574', label: 'election' },
  ])
  const narrow = await anArticle(product, { topics: ['medtop:99999999'] })
  expect((await partner.get(`/v1/articles/${narrow.id}`)).json().topics).toEqual([
    { code: 'medtop:99999999', label: null },
  ])
})

test('anybody may read the names of topics', async () => {
  const { app } = await start()

  const { items } = (await app.inject('/v1/topics')).json()

  expect(items).toContainEqual({ code: 'medtop:15000000', label: 'sport' })
  expect(new Set(items.map(({ code }: { code: string }) => code)).size).toBe(items.length)
})

test.each([
  [{ topics: ['politics'] }, 'topics.0'],
  [{ topics: ['medtop:123'] }, 'topics.0'],
  [{ topics: ['medtop:11000000', 'medtop:11000000'] }, 'topics'],
  [{ related: [{ url: 'ftp://example.org', headline: 'x' }] }, 'related.0'],
  [{ related: [{ id: 'art_01h455vb4pex5vsknk084sn02q' }] }, 'related.0.id'],
])('a story with %o is refused', async (fields, field) => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  const refused = await editor.post('/v1/staff/articles', fields)

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toEqual([expect.objectContaining({ field: expect.stringContaining(field) })])
})

test('related stories of ours are named by their ids alone, so that nothing of them stands elsewhere', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const secret = await anArticle(product, { headline: 'Not For You' })
  const dead = await anArticle(product, { headline: 'Soon Gone' })
  const page = { url: 'https://example.org/background', headline: 'Background' }
  const { id } = await anArticle(product, { related: [{ id: secret.id }, { id: dead.id }, page] })
  await killed(product, dead.id)

  const shown = (await partner.get(`/v1/articles/${id}`)).body

  expect(JSON.parse(shown).related).toEqual([
    ...[secret, dead].map((other) => ({ id: other.id, uri: `${publicUrl}/id/articles/${other.id}` })),
    page,
  ])
  expect(shown).not.toMatch(/Not For You|Soon Gone/)
})

test('staff get back topics and related stories as they wrote them, also over several revisions', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const written = {
    topics: ['medtop:11000000'],
    related: [{ url: 'https://example.org/', headline: 'Background' }],
  }
  const { id } = await anArticle(product)

  await editor.post(`/v1/staff/articles/${id}/updates`, written)
  await editor.post(`/v1/staff/articles/${id}/updates`, { headline: 'Newer' })

  expect((await editor.get(`/v1/staff/articles/${id}`)).json().content).toMatchObject(written)
})

test.each([
  ['a draft', (product: Product) => aDraft(product)],
  [
    'under embargo',
    (product: Product) => anArticle(product, {}, { embargoedUntil: Date.parse('2026-05-02T00:00:00Z') }),
  ],
])('a story that is %s cannot be named as related in public yet', async (_, make) => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const hidden = await make(product)
  const { id } = await aDraft(product, { related: [{ id: hidden.id }] })

  const refused = await editor.post(`/v1/staff/articles/${id}/publications`)

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'related.0.id' }])
})

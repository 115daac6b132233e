import { expect, test } from 'vitest'
import type { Id } from '../../src/platform/ids.ts'
import { anArticle, aPartner, aStaffMember, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'

const ids = (items: { id: string }[]) => items.map(({ id }) => id)

async function aLibrary(times: string[]) {
  const product = await start()
  const partner = await aPartner(product)
  const made: Id<'art'>[] = []
  for (const time of times) {
    product.clock.set(time)
    made.push((await anArticle(product)).id)
  }
  const listed = async (query = '') => ids((await partner.get(`/v1/articles${query}`)).json().items)
  return { product, partner, made, listed }
}

const days = ['2026-05-01T00:00:00Z', '2026-05-02T00:00:00Z', '2026-05-03T00:00:00Z']

test('articles are listed newest first', async () => {
  const { made, listed } = await aLibrary(days)

  expect((await listed()).slice(0, 3)).toEqual(made.toReversed())
})

test('a list without bodies has everything else of an article', async () => {
  const { partner } = await aLibrary(days.slice(0, 1))
  const { items } = (await partner.get('/v1/articles?limit=1')).json()
  const { bodyHtml, ...rest } = (await partner.get(`/v1/articles/${items[0].id}`)).json()

  expect(items[0]).toEqual(rest)
  expect(bodyHtml).toContain('<p>')
})

test('a list with bodies has the whole article', async () => {
  const { partner } = await aLibrary(days.slice(0, 1))
  const { items } = (await partner.get('/v1/articles?limit=1&include=body')).json()

  expect(items[0]).toEqual((await partner.get(`/v1/articles/${items[0].id}`)).json())
})

test('a list shows the newest revision', async () => {
  const { product, partner, made } = await aLibrary(days.slice(0, 1))
  const editor = await aStaffMember(product, 'editor')
  await partner.get('/v1/articles')

  await editor.post(`/v1/staff/articles/${made[0]}/updates`, { headline: 'Newer' })

  expect((await partner.get('/v1/articles?limit=1')).json().items[0]).toMatchObject({
    revision: 2,
    headline: 'Newer',
  })
})

test('an update does not move a story up the list', async () => {
  const { product, made, listed } = await aLibrary(days)
  const editor = await aStaffMember(product, 'editor')
  product.clock.set('2026-05-09T00:00:00Z')

  await editor.post(`/v1/staff/articles/${made[0]}/updates`, { headline: 'Newer' })

  expect((await listed()).slice(0, 3)).toEqual(made.toReversed())
})

test('publishedSince leaves out what was first published before', async () => {
  const { made, listed } = await aLibrary(days)

  expect(await listed('?publishedSince=2026-05-02T00:00:00Z')).toEqual([made[2], made[1]])
  expect(await listed('?publishedSince=2026-05-02T00:00:00.001Z')).toEqual([made[2]])
})

test('a time may have an offset', async () => {
  const { made, listed } = await aLibrary(days)

  expect(await listed(`?publishedSince=${encodeURIComponent('2026-05-03T02:00:00+02:00')}`)).toEqual([
    made[2],
  ])
})

test('updatedSince finds old stories that were corrected since', async () => {
  const { product, made, listed } = await aLibrary(days)
  const editor = await aStaffMember(product, 'editor')
  product.clock.set('2026-05-09T00:00:00Z')
  await editor.post(`/v1/staff/articles/${made[0]}/corrections`, { note: 'Wrong.' })

  const found = await listed('?updatedSince=2026-05-09T00:00:00Z&publishedSince=2026-05-01T00:00:00Z')

  expect(found).toEqual([made[0]])
})

test('stories updated since a time come in the order of their updates, over the pages as well', async () => {
  const { product, partner, made } = await aLibrary(days)
  const editor = await aStaffMember(product, 'editor')
  const [first, second, third] = made
  for (const [day, id] of [second, third, first].entries()) {
    product.clock.set(`2026-05-0${day + 6}T00:00:00Z`)
    await editor.post(`/v1/staff/articles/${id}/updates`, { summary: 'Newer' })
  }

  const query = 'limit=2&updatedSince=2026-05-06T00:00:00Z&publishedSince=2026-05-01T00:00:00Z'
  const page = (await partner.get(`/v1/articles?${query}`)).json()
  const next = (await partner.get(`/v1/articles?${query}&cursor=${page.next}`)).json()

  expect(ids([...page.items, ...next.items])).toEqual([first, third, second])
  expect(next.next).toBeNull()
})

test('a draft in the making is no update', async () => {
  const { product, made, listed } = await aLibrary(days)
  const editor = await aStaffMember(product, 'editor')
  for (const id of made.slice(1, 2)) await withdrawn(product, id)
  product.clock.set('2026-05-09T00:00:00Z')
  await editor.call('PATCH', `/v1/staff/articles/${made[1]}`, { payload: { headline: 'In the making' } })

  expect(await listed('?updatedSince=2026-05-09T00:00:00Z&publishedSince=2026-05-01T00:00:00Z')).toEqual([])
})

test.each([
  'limit=0',
  'limit=201',
  'limit=1.5',
  'limit=10&limit=20',
  'include=everything',
  'include=body&include=body',
  'updatedSince=yesterday',
  'publishedSince=2026-05-01',
  'colour=red',
])('a list with %s is refused', async (query) => {
  const { partner } = await aLibrary([])

  expect(await partner.get(`/v1/articles?${query}`)).toHaveProblem('invalid-request')
})

test.each(['abc', 'W10', '', Buffer.from('["x","y"]').toString('base64url')])(
  'the cursor %j is none of ours',
  async (cursor) => {
    const { partner } = await aLibrary([])

    expect(await partner.get(`/v1/articles?limit=1&cursor=${cursor}`)).toHaveProblem('invalid-cursor')
  },
)

test('the affiliations in the headers are those of the page, not of the next one', async () => {
  const { product, partner } = await aLibrary([])
  const editor = await aStaffMember(product, 'editor')
  const guest = (
    await editor.post('/v1/staff/reporters', {
      name: 'John Roe',
      affiliation: { name: 'Example News', shortName: 'EN', url: 'https://news.example' },
    })
  ).json()
  await anArticle(product, { reporters: [guest.id] })
  product.clock.advance(1)
  await anArticle(product)

  const first = await partner.get('/v1/articles?limit=1')
  const second = await partner.get(`/v1/articles?limit=1&cursor=${first.json().next}`)

  expect(first.headers['attribution-affiliation']).toBe('"Daily Caller News Foundation"')
  expect(second.headers['attribution-affiliation']).toBe('"Example News"')
})

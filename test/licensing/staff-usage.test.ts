import { expect, test } from 'vitest'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function twoDaysOfTwoPartners() {
  const product = await start()
  const [first, second] = [await aPartner(product), await aPartner(product)]
  const viewer = await aStaffMember(product, 'viewer')
  const [one, other] = [await anArticle(product), await anArticle(product)]
  await first.get(`/v1/articles/${one.id}`)
  await second.get(`/v1/articles/${one.id}`)
  product.clock.set('2026-05-02T00:00:00Z')
  for (const { id } of [one, one, other]) await first.get(`/v1/articles/${id}`)
  const counted = async (query = '') => (await viewer.get(`/v1/staff/usage?${query}`)).json().items
  return { product, first, second, viewer, one, other, counted }
}

test('staff see what everybody fetched, by day', async () => {
  const { first, second, one, other, counted } = await twoDaysOfTwoPartners()

  expect(await counted()).toEqual([
    {
      day: '2026-05-01',
      partner: { id: first.id, name: first.name },
      articleId: one.id,
      format: 'json',
      count: 1,
    },
    expect.objectContaining({ day: '2026-05-01', partner: { id: second.id, name: second.name } }),
    expect.objectContaining({ day: '2026-05-02', articleId: one.id, count: 2 }),
    expect.objectContaining({ day: '2026-05-02', articleId: other.id, count: 1 }),
  ])
})

test('filters combine', async () => {
  const { first, second, one, other, counted } = await twoDaysOfTwoPartners()

  expect(await counted(`partner=${second.id}`)).toHaveLength(1)
  expect(await counted(`article=${other.id}`)).toHaveLength(1)
  expect(await counted(`partner=${first.id}&article=${one.id}&from=2026-05-02`)).toMatchObject([{ count: 2 }])
  expect(await counted('to=2026-05-01')).toHaveLength(2)
  expect(await counted('servedAs=json')).toHaveLength(4)
  expect(await counted('servedAs=nitf')).toEqual([])
})

test('the pages go on where the one before ended', async () => {
  const { viewer, counted } = await twoDaysOfTwoPartners()
  const seen: unknown[] = []

  for (let address = '/v1/staff/usage?limit=1'; ; ) {
    const { items, next } = (await viewer.get(address)).json()
    seen.push(...items)
    if (next === null) break
    address = `/v1/staff/usage?limit=1&cursor=${next}`
  }

  expect(seen).toEqual(await counted())
})

test('the file has every line, in a page of one as well', async () => {
  const { viewer, first, second, one, other } = await twoDaysOfTwoPartners()

  const file = await viewer.get('/v1/staff/usage?format=csv&limit=1')

  expect(file.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="usage.csv"',
  })
  expect(file.body.split('\r\n')).toEqual([
    '\ufeffday,partner,name,articleId,format,count',
    `2026-05-01,${first.id},${first.name},${one.id},json,1`,
    `2026-05-01,${second.id},${second.name},${one.id},json,1`,
    `2026-05-02,${first.id},${first.name},${one.id},json,2`,
    `2026-05-02,${first.id},${first.name},${other.id},json,1`,
    '',
  ])
})

test('the file of a partner has its own lines only', async () => {
  const { second, one } = await twoDaysOfTwoPartners()

  const { body } = await second.get('/v1/partner/usage?format=csv')

  expect(body).toBe(`\ufeffday,articleId,format,count\r\n2026-05-01,${one.id},json,1\r\n`)
})

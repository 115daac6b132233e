import { expect, test } from 'vitest'
import type { Reporter } from '../../src/articles/reporters.ts'
import { anArticle, aPartner, aReporter, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

const otherNewsroom = { name: 'Example News', shortName: 'EN', url: 'https://news.example' }

test('a reporter writes for the newswire unless told otherwise', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  const added = await editor.post('/v1/staff/reporters', { name: 'Jane Doe' })

  expect(added).toHaveStatus(201)
  expect(added.json()).toMatchObject({
    name: 'Jane Doe',
    kind: 'person',
    affiliation: {
      name: 'Daily Caller News Foundation',
      shortName: 'DCNF',
      url: 'https://dailycallernewsfoundation.org',
    },
  })
})

test.each(['By Jane Doe', 'by jane doe', ' BY  Jane Doe'])('the name “%s” is refused', async (name) => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  const refused = await editor.post('/v1/staff/reporters', { name })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([
    { field: 'name', message: 'is a name; leave out "By", it is printed before it' },
  ])
})

test('a name that only begins like “By” is a name', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  expect(await editor.post('/v1/staff/reporters', { name: 'Byron White' })).toHaveStatus(201)
})

test.each(['Jane\nDoe', '', '   ', 'x'.repeat(201)])('the name %j is refused', async (name) => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  expect(await editor.post('/v1/staff/reporters', { name })).toHaveProblem('invalid-request')
})

test('reporters are listed a page at a time', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  for (const name of ['Ann', 'Ben', 'Cleo']) await aReporter(product, name)

  const first = (await viewer.get('/v1/staff/reporters?limit=3')).json()
  const second = (await viewer.get(`/v1/staff/reporters?limit=3&cursor=${first.next}`)).json()

  const names = [...first.items, ...second.items].map(({ name }) => name)
  expect(names).toEqual(['Staff', 'Ann', 'Ben', 'Cleo'])
  expect(second.next).toBeNull()
})

test.each([
  [['Jane Doe'], 'By Jane Doe'],
  [['Jane Doe', 'John Roe'], 'By Jane Doe and John Roe'],
  [['Jane Doe', 'John Roe', 'Ann Poe'], 'By Jane Doe, John Roe and Ann Poe'],
])('the byline of %j is “%s”', async (names, byline) => {
  const product = await start()
  const partner = await aPartner(product)
  const reporters: Reporter['id'][] = []
  for (const name of names) reporters.push((await aReporter(product, name)).id)
  const article = await anArticle(product, { reporters })

  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
    byline,
    attribution: { byline, authors: names.map((name) => ({ name })) },
  })
})

test('the byline keeps the order that the desk chose, not that of the reporters’ ids', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const [first, second] = [await aReporter(product, 'Added First'), await aReporter(product, 'Added Second')]
  const article = await anArticle(product, { reporters: [second.id, first.id] })

  expect((await partner.get(`/v1/articles/${article.id}`)).json().byline).toBe(
    'By Added Second and Added First',
  )
})

test('a reporter named twice in one story is refused', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const { id } = await aReporter(product)

  const refused = await editor.post('/v1/staff/articles', { reporters: [id, id] })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'reporters' }])
})

test('reporters of different newsrooms are credited each with their own', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const own = await aReporter(product, 'Jane Doe')
  const guest = (
    await editor.post('/v1/staff/reporters', { name: 'John Roe', affiliation: otherNewsroom })
  ).json()
  const article = await anArticle(product, { reporters: [own.id, guest.id] })

  const { attribution } = (await partner.get(`/v1/articles/${article.id}`)).json()

  expect(attribution).toMatchObject({
    creditLine: 'Jane Doe, Daily Caller News Foundation; John Roe, Example News',
    authors: [
      { name: 'Jane Doe', affiliation: { shortName: 'DCNF' } },
      { name: 'John Roe', affiliation: { name: 'Example News', shortName: 'EN' } },
    ],
  })
})

test('a desk is a legitimate byline', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const desk = (await editor.post('/v1/staff/reporters', { name: 'Foreign Desk', kind: 'desk' })).json()
  const article = await anArticle(product, { reporters: [desk.id] })

  expect((await partner.get(`/v1/articles/${article.id}`)).json().byline).toBe('By Foreign Desk')
})

test('revisions keep the affiliation that they were published under', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const partner = await aPartner(product)
  const article = await anArticle(product)

  await admin.call('PATCH', '/v1/staff/newswire', { payload: { name: 'Renamed Newswire', shortName: 'RN' } })

  expect((await partner.get(`/v1/articles/${article.id}`)).json().attribution).toMatchObject({
    affiliation: { name: 'Daily Caller News Foundation', shortName: 'DCNF' },
    creditLine: 'Jane Doe, Daily Caller News Foundation',
  })
})

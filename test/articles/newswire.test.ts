import { expect, test } from 'vitest'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { type Product, publicUrl, start } from '../support/product.ts'
import { aPng, logoFiles } from './support/logo-files.ts'

async function aFollower(product: Product) {
  const partner = await aPartner(product)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  const newTypes = async () =>
    (await partner.get(`/v1/changes?after=${cursor}`)).json().items.map(({ type }: { type: string }) => type)
  return { ...partner, newTypes }
}

test('a change of the notice changes what partners must print, and the ETag of every article', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const before = await partner.get(`/v1/articles/${article.id}`)

  await admin.call('PATCH', '/v1/staff/newswire', { payload: { notice: 'Print our logo.' } })

  const after = await partner.get(`/v1/articles/${article.id}`, {
    'if-none-match': String(before.headers.etag),
  })
  expect(after).toHaveStatus(200)
  expect(after.json().attribution.notice.text).toBe('Print our logo.')
  expect(after.headers.etag).not.toBe(before.headers.etag)
})

test('a change of what is printed is told to whoever follows the changes', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const follower = await aFollower(product)

  await admin.call('PATCH', '/v1/staff/newswire', { payload: { logoAlt: 'Our logo' } })

  expect(await follower.newTypes()).toEqual(['newswire.attribution-changed'])
})

test.each([
  ['a desk phone', { deskPhone: '+1 202 555 0100', deskMail: 'desk@newswire.example' }],
  ['the name that it has already', { name: 'Daily Caller News Foundation' }],
])('%s changes nothing that is printed, and nobody is told so', async (_, payload) => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const follower = await aFollower(product)

  const changed = await admin.call('PATCH', '/v1/staff/newswire', { payload })

  expect(changed).toHaveStatus(200)
  expect(changed.json()).toMatchObject(payload)
  expect(await follower.newTypes()).toEqual([])
})

test('a new desk contact stands in the next advisory at once', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const partner = await aPartner(product)
  const article = await anArticle(product)
  await partner.get('/v1/changes')
  await admin.call('PATCH', '/v1/staff/newswire', { payload: { deskPhone: '+1 202 555 0100' } })
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await admin.post(`/v1/staff/articles/${article.id}/withdrawals`, { advisory: 'Gone.' })

  const { items } = (await partner.get(`/v1/changes?after=${cursor}`)).json()

  expect(items[0].contact).toMatchObject({ phone: '+1 202 555 0100' })
})

test('an edit of the newswire that others have changed meanwhile is refused', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const outdated = String((await admin.get('/v1/staff/newswire')).headers.etag)
  await admin.call('PATCH', '/v1/staff/newswire', { payload: { deskPhone: '+1 202 555 0100' } })

  const refused = await admin.call('PATCH', '/v1/staff/newswire', {
    payload: { deskPhone: '+1 202 555 0199' },
    headers: { 'if-match': outdated },
  })

  expect(refused).toHaveProblem('changed-meanwhile')
  expect((await admin.get('/v1/staff/newswire')).json().deskPhone).toBe('+1 202 555 0100')
})

test('a logo that others have changed meanwhile is not overwritten', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const outdated = String((await admin.get('/v1/staff/newswire')).headers.etag)
  await admin.call('PUT', '/v1/staff/newswire/logo', { payload: logoFiles('<g/>') })

  const refused = await admin.call('PUT', '/v1/staff/newswire/logo', {
    payload: logoFiles('<circle r="1"/>'),
    headers: { 'if-match': outdated },
  })

  expect(refused).toHaveProblem('changed-meanwhile')
})

test('every wrong field of the newswire is named', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')

  const refused = await admin.call('PATCH', '/v1/staff/newswire', {
    payload: { name: '', url: 'ftp://newswire.example', licensingContact: 'nobody' },
  })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([
    { field: 'name' },
    { field: 'url' },
    { field: 'licensingContact' },
  ])
})

test('a new logo has an address of its own, and the old one stays reachable', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const logoOf = async () =>
    (await partner.get(`/v1/articles/${article.id}`)).json().attribution.logo.renditions[0].href
  const old = await logoOf()

  const changed = await admin.call('PUT', '/v1/staff/newswire/logo', { payload: logoFiles() })

  expect(changed).toHaveStatus(200)
  const present = await logoOf()
  expect(present).not.toBe(old)
  for (const href of [old, present]) {
    expect(await product.app.inject(href.slice(publicUrl.length))).toHaveStatus(200)
  }
})

test('a new logo is told to whoever follows the changes, and changes the ETag of articles', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  const follower = await aFollower(product)
  const article = await anArticle(product)
  const before = await follower.get(`/v1/articles/${article.id}`)

  await admin.call('PUT', '/v1/staff/newswire/logo', { payload: logoFiles() })

  expect(await follower.newTypes()).toEqual(['article.published', 'newswire.attribution-changed'])
  const after = await follower.get(`/v1/articles/${article.id}`)
  expect(after.headers.etag).not.toBe(before.headers.etag)
  expect(after.headers['attribution-logo']).not.toBe(before.headers['attribution-logo'])
})

test('the sizes of a logo are read from its files', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')

  const { logo } = (
    await admin.call('PUT', '/v1/staff/newswire/logo', { payload: { ...logoFiles(), png: aPng(640, 128) } })
  ).json()

  expect(logo).toMatchObject([
    { contentType: 'image/svg+xml', width: 200, height: 50 },
    { contentType: 'image/png', width: 640, height: 128 },
  ])
})

import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { terms } from '../../src/licensing/tables.ts'
import { aPartner, aStaffMember, decided } from '../support/factories.ts'
import { caller, publicUrl, start } from '../support/product.ts'

const three = ['logo', 'byline', 'affiliation']

async function aLicensor() {
  const product = await start()
  return { ...product, product, staff: await aStaffMember(product) }
}

test('the first version is the offer, price none, and asks for logo, byline and affiliation alone', async () => {
  const { staff } = await aLicensor()
  const { items, next } = (await staff.get('/v1/staff/terms')).json()

  expect(next).toBeNull()
  expect(items).toMatchObject([
    { version: 1, duties: three, recommended: [], price: 'none', acceptBy: null, agreements: 0 },
  ])
  expect((await staff.get('/v1/staff/terms/1')).json().text).toMatch(
    /^All content created by the Daily Caller News Foundation, .* must include our logo, our reporter’s byline and their DCNF affiliation\./,
  )
})

test('a new version is in force at once, with the hash of its text', async () => {
  const { app, staff } = await aLicensor()

  const published = await staff.post('/v1/staff/terms', { text: '  New.\n', recommended: ['link-back'] })

  expect(published).toHaveStatus(201)
  expect(published.json()).toMatchObject({
    version: 2,
    text: 'New.',
    sha256: createHash('sha256').update('New.').digest('hex'),
    duties: three,
    recommended: ['link-back'],
    published: true,
    href: `${publicUrl}/v1/license?version=2`,
  })
  expect((await app.inject('/v1/license')).json()).toMatchObject({ version: 2, recommended: ['link-back'] })
})

test('a preview shows what a version would change, and changes nothing', async () => {
  const { product, app, staff } = await aLicensor()
  await aPartner(product)
  await decided(product, (await aPartner(product)).id, 'suspended')
  const wanted = {
    text: 'New.',
    duties: [...three, 'link-back', 'unaltered'],
    acceptBy: '2026-06-01T00:00:00Z',
  }

  const preview = await staff.post('/v1/staff/terms?preview=true', wanted)

  expect(preview).toHaveStatus(200)
  expect(preview.json()).toMatchObject({
    version: 2,
    published: false,
    effect: {
      dutiesAdded: ['link-back', 'unaltered'],
      dutiesRemoved: [],
      partners: [{ termsVersion: 1, partners: 1 }],
      warnings: [
        'This version makes link-back and unaltered a duty; all that is in force today is logo, byline, affiliation.',
        '1 approved partner gets no articles from 2026-06-01T00:00:00.000Z on without having accepted version 2.',
      ],
    },
  })
  expect((await app.inject('/v1/license')).json()).toMatchObject({ version: 1 })
  expect((await staff.post('/v1/staff/terms', wanted)).json()).toEqual({
    ...preview.json(),
    published: true,
  })
})

test('whoever takes a demand back by the next version is told so', async () => {
  const { staff } = await aLicensor()
  await staff.post('/v1/staff/terms', {
    text: 'Two.',
    duties: [...three, 'notice'],
    acceptBy: '2026-06-01T00:00:00Z',
  })

  const warned = async (acceptBy?: string) =>
    (await staff.post('/v1/staff/terms?preview=true', { text: 'Three.', acceptBy })).json().effect

  expect(await warned()).toMatchObject({
    dutiesRemoved: ['notice'],
    warnings: [
      'Version 2 must be accepted by 2026-06-01T00:00:00.000Z. With this one nobody needs to: agreements to any version serve without an end.',
    ],
  })
  expect((await warned('2026-07-01T00:00:00Z')).warnings).toHaveLength(1)
  expect((await warned('2026-05-15T00:00:00Z')).warnings).toEqual([])
})

test.each([
  ['text', { text: ' ' }],
  ['duties', { text: 'x', duties: ['logo', 'byline'] }],
  ['duties', { text: 'x', duties: [...three, 'logo'] }],
  ['duties.3', { text: 'x', duties: [...three, 'payment'] }],
  ['recommended', { text: 'x', recommended: ['logo'] }],
  ['recommended', { text: 'x', duties: [...three, 'notice'], recommended: ['notice'] }],
  ['acceptBy', { text: 'x', acceptBy: '2026-05-01T00:00:00Z' }],
  ['acceptBy', { text: 'x', acceptBy: 'soon' }],
  ['price', { text: 'x', price: 'much' }],
])('bad %s is refused', async (field, body) => {
  const { staff } = await aLicensor()
  for (const url of ['/v1/staff/terms', '/v1/staff/terms?preview=true']) {
    const refused = await staff.post(url, body)
    expect(refused).toHaveProblem('invalid-request')
    expect(refused.json().errors[0].field).toBe(field)
  }
})

test('what is in force already is not published again, also by two at once', async () => {
  const { staff } = await aLicensor()
  const publish = (text: string) => staff.post('/v1/staff/terms', { text })
  const answers = await Promise.all([publish('Same.'), publish('Same.')])

  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409])
  expect(await publish('Same.')).toHaveProblem('conflict')
})

test('two that publish at once make two versions', async () => {
  const { staff } = await aLicensor()
  const answers = await Promise.all(['One.', 'Other.'].map((text) => staff.post('/v1/staff/terms', { text })))

  expect(answers.map((answer) => answer.json().version).toSorted()).toEqual([2, 3])
})

test('versions are listed for anybody, page by page, each with its address and hash', async () => {
  const { app, staff } = await aLicensor()
  await staff.post('/v1/staff/terms', { text: 'Two.' })
  await staff.post('/v1/staff/terms', { text: 'Three.' })
  const anybody = caller(app)

  const first = (await anybody.get('/v1/license/versions?limit=2')).json()
  const rest = (await anybody.get(`/v1/license/versions?limit=2&cursor=${first.next}`)).json()

  expect(first.items.map(({ version }: { version: number }) => version)).toEqual([3, 2])
  expect(rest).toMatchObject({ items: [{ version: 1 }], next: null })
  for (const { href, sha256, policy } of [...first.items, ...rest.items]) {
    const read = (await anybody.get(href.replace(publicUrl, ''))).json()
    expect(createHash('sha256').update(read.text).digest('hex')).toBe(sha256)
    expect((await anybody.get(policy.replace(publicUrl, ''))).json().uid).toBe(policy)
  }
})

test('a version can be neither changed nor deleted', async () => {
  const { database } = await aLicensor()

  await expect(database.write((tx) => tx.update(terms).set({ text: 'x' }))).rejects.toThrow()
  await expect(database.write((tx) => tx.delete(terms).where(sql`true`))).rejects.toThrow()
})

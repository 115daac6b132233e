import { expect, test } from 'vitest'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function anOfficer() {
  const product = await start()
  const [officer, partner] = [await aStaffMember(product, 'licensing'), await aPartner(product)]
  const path = `/v1/staff/partners/${partner.id}`
  const change = (payload: object, headers: Record<string, string> = {}) =>
    officer.call('PATCH', path, { payload, headers })
  return { officer, partner, path, change }
}

test('what is given is changed, and the rest stays', async () => {
  const { change, partner } = await anOfficer()

  const changed = await change({
    country: 'US',
    correctionsPolicy: 'https://gazette.example/corrections',
    audience: { pageViews: 900_000 },
  })

  expect(changed.json()).toMatchObject({
    name: partner.name,
    country: 'US',
    correctionsPolicy: 'https://gazette.example/corrections',
    audience: { monthlyUniques: 1_000_000, pageViews: 900_000 },
  })
  expect((await partner.get('/v1/partner')).json()).toMatchObject({ country: 'US' })
})

test('null forgets', async () => {
  const { change } = await anOfficer()
  await change({ country: 'US', audience: { period: 'April 2026' } })

  const changed = await change({ country: null, audience: { period: null } })

  expect(changed.json()).toMatchObject({ country: null, audience: { period: null } })
})

test('contacts are replaced as a whole, and one stays urgent', async () => {
  const { change } = await anOfficer()
  const contacts = [{ role: 'urgent', email: 'new@gazette.example' }]

  expect((await change({ contacts })).json().contacts).toMatchObject(contacts)
  expect(await change({ contacts: [{ role: 'editorial', email: 'x@gazette.example' }] })).toHaveProblem(
    'invalid-request',
  )
})

test.each([
  ['country', 'us'],
  ['country', 'ZX'],
  ['publication', 'rumor'],
  ['ownershipPage', 'javascript:alert(1)'],
  ['name', null],
])('%s cannot be %j', async (field, value) => {
  const { change } = await anOfficer()

  const refused = await change({ [field]: value })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field }])
})

test('an edit of an outdated version is told what there is now', async () => {
  const { change, officer, path } = await anOfficer()
  const etag = String((await officer.get(path)).headers.etag)
  expect(await change({ country: 'US' }, { 'if-match': etag })).toHaveStatus(200)

  const refused = await change({ country: 'CA' }, { 'if-match': etag })

  expect(refused).toHaveProblem('changed-meanwhile')
  expect(refused.json().current).toMatchObject({ country: 'US' })
})

import { desc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditEntries } from '../../src/platform/audit/tables.ts'
import { aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

const gazette = {
  name: 'Example Gazette',
  domains: ['gazette.example'],
  audience: { monthlyUniques: 250_000 },
  contacts: [{ role: 'urgent', email: 'desk@gazette.example' }],
}

async function aLicensingOfficer() {
  const product = await start()
  const officer = await aStaffMember(product, 'licensing')
  return { ...officer, product, register: (fields: object) => officer.post('/v1/staff/partners', fields) }
}

test('a publisher is registered with all that is known of it, and has applied', async () => {
  const officer = await aLicensingOfficer()

  const registered = await officer.register({
    ...gazette,
    legalName: 'Example Gazette Publishing LLC',
    domains: ['gazette.example', 'sport.gazette.example'],
    audience: { monthlyUniques: 250_000, source: 'own count, April 2026' },
    contacts: [
      { role: 'urgent', name: 'Night Desk', email: 'desk@gazette.example' },
      { role: 'technical', email: 'it@gazette.example' },
    ],
  })

  expect(registered).toHaveStatus(201)
  expect(registered.json()).toMatchObject({
    name: 'Example Gazette',
    legalName: 'Example Gazette Publishing LLC',
    status: 'applied',
    domains: ['gazette.example', 'sport.gazette.example'],
    audience: { monthlyUniques: 250_000, source: 'own count, April 2026' },
    contacts: [
      { role: 'technical', name: null, email: 'it@gazette.example' },
      { role: 'urgent', name: 'Night Desk', email: 'desk@gazette.example' },
    ],
    checks: [],
  })
})

test('what was registered is shown again', async () => {
  const officer = await aLicensingOfficer()
  const registered = (await officer.register(gazette)).json()

  expect((await officer.get(`/v1/staff/partners/${registered.id}`)).json()).toEqual({
    ...registered,
    agreement: null,
  })
})

test('a registration is recorded with who did it', async () => {
  const { product, ...officer } = await aLicensingOfficer()
  const { id } = (await officer.register(gazette)).json()

  const [newest] = await product.database.read
    .select()
    .from(auditEntries)
    .orderBy(desc(auditEntries.seq))
    .limit(1)

  expect(newest).toMatchObject({ verb: 'partner.register', subject: id, actor: officer.id })
})

test('every wrong field of a registration is named', async () => {
  const officer = await aLicensingOfficer()

  const refused = await officer.register({
    name: ' ',
    domains: [],
    audience: { monthlyUniques: -1, source: '' },
    contacts: [{ role: 'boss', email: 'nobody' }],
    logo: 'https://gazette.example/logo.png',
  })

  expect(refused).toHaveProblem('invalid-request')
  const fields = refused.json().errors.map(({ field }: { field: string }) => field)
  for (const field of [
    'name',
    'domains',
    'audience.monthlyUniques',
    'audience.source',
    'contacts.0.role',
    'contacts.0.email',
  ]) {
    expect(fields).toContain(field)
  }
})

test('a field that nobody knows is refused', async () => {
  const officer = await aLicensingOfficer()

  const refused = await officer.register({ ...gazette, statsu: 'approved' })

  expect(refused).toHaveProblem('invalid-request')
  expect(JSON.stringify(refused.json().errors)).toContain('statsu')
})

test.each([
  ['no contact at all', []],
  ['no urgent one', [{ role: 'editorial', email: 'editor@gazette.example' }]],
])('a publisher with %s is refused: kills would reach nobody', async (_, contacts) => {
  const officer = await aLicensingOfficer()

  const refused = await officer.register({ ...gazette, contacts })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([
    { field: 'contacts', message: 'needs an `urgent` contact: whom kills reach' },
  ])
})

test.each([
  ['GAZETTE.Example', 'gazette.example'],
  ['  gazette.example ', 'gazette.example'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['XN--MNCHEN-3YA.example', 'xn--mnchen-3ya.example'],
])('the host %j is registered as %s', async (host, stored) => {
  const officer = await aLicensingOfficer()

  expect((await officer.register({ ...gazette, domains: [host] })).json().domains).toEqual([stored])
})

test.each([
  'https://gazette.example',
  'gazette.example/news',
  'gazette.example:8080',
  'desk@gazette.example',
  'gazette.example\\@evil.example',
  'gazette%2Eexample',
  'gazette',
  '127.0.0.1',
  '[::1]',
  'gazette..example',
  '-gazette.example',
  `${'x'.repeat(64)}.example`,
])('%j is no host', async (host) => {
  const officer = await aLicensingOfficer()

  const refused = await officer.register({ ...gazette, domains: ['gazette.example', host] })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'domains.1' }])
})

test('one host written in two ways is one host', async () => {
  const officer = await aLicensingOfficer()

  const registered = await officer.register({ ...gazette, domains: ['Gazette.example', 'gazette.EXAMPLE'] })

  expect(registered.json().domains).toEqual(['gazette.example'])
})

test('a host that has a partner is refused, naming the holder', async () => {
  const officer = await aLicensingOfficer()
  const holder = (await officer.register(gazette)).json()

  const refused = await officer.register({ ...gazette, name: 'Copycat', domains: ['GAZETTE.example'] })

  expect(refused).toHaveProblem('conflict')
  expect(refused.json().detail).toContain('gazette.example')
  expect(refused.json().detail).toContain(holder.id)
})

test('of two registrations of one host at once, one goes through', async () => {
  const officer = await aLicensingOfficer()

  const answers = await Promise.all([officer.register(gazette), officer.register(gazette)])

  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
})

test('a refused registration leaves nothing behind', async () => {
  const officer = await aLicensingOfficer()
  await officer.register(gazette)

  await officer.register({ ...gazette, domains: ['new.example', 'gazette.example'] })

  expect((await officer.get('/v1/staff/partners')).json().items).toHaveLength(1)
  expect(await officer.register({ ...gazette, domains: ['new.example'] })).toHaveStatus(201)
})

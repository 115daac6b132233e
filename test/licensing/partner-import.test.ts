import { desc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditEntries } from '../../src/platform/audit/tables.ts'
import { mails } from '../../src/platform/mail/tables.ts'
import { aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

const url = '/v1/staff/partner-imports'

const gazette = {
  name: 'Example Gazette',
  domains: 'gazette.example; www.gazette.example',
  country: 'us',
  publication: 'Newspaper',
  monthlyUniques: '250,000',
  audienceSource: 'own count',
  urgentEmail: 'desk@gazette.example',
  technicalEmail: 'it@gazette.example ops@gazette.example',
  partnerSince: '2019',
  signedOn: '2019-03-31',
  signer: 'Jane Roe',
}

async function anOfficer() {
  const product = await start()
  const officer = await aStaffMember(product, 'licensing')
  return { ...officer, product, bring: (...rows: object[]) => officer.post(url, { rows }) }
}

test('a partner on paper is registered, approved and bound, and its key works at once', async () => {
  const { bring, get, post, product } = await anOfficer()

  const report = await bring(gazette)

  expect(report).toHaveStatus(201)
  expect(report.json()).toMatchObject({ preview: false, registered: 1, skipped: 0, refused: 0 })
  const [{ partnerId }] = report.json().rows
  const partner = (await get(`/v1/staff/partners/${partnerId}`)).json()
  expect(partner).toMatchObject({
    ...{ name: 'Example Gazette', status: 'approved', statusReason: 'existing partner since 2019' },
    ...{ country: 'US', publication: 'newspaper', domains: ['gazette.example', 'www.gazette.example'] },
    audience: { monthlyUniques: 250_000, source: 'own count' },
    contacts: [
      { role: 'technical', email: 'it@gazette.example' },
      { role: 'technical', email: 'ops@gazette.example' },
      { role: 'urgent', email: 'desk@gazette.example' },
    ],
    agreement: { how: 'on_file', signedOn: '2019-03-31', signer: { name: 'Jane Roe' } },
  })
  const waived = { verdict: 'waived', note: 'existing partner since 2019' }
  for (const check of ['legitimate-publisher', 'domain-ownership', 'audience', 'contact'])
    expect(partner.checks).toContainEqual(expect.objectContaining({ check, ...waived }))
  expect(partner.checks).toContainEqual(expect.objectContaining({ check: 'terms', verdict: 'pass' }))
  const { key } = (await post(`/v1/staff/partners/${partnerId}/keys`, { name: 'cms' })).json()
  const fetched = await product.app.inject({
    url: '/v1/articles',
    headers: { authorization: `Bearer ${key}` },
  })
  expect(fetched).toHaveStatus(200)
})

test('nobody is mailed of an import', async () => {
  const { bring, product } = await anOfficer()

  await bring(gazette, { ...gazette, domains: 'other.example' })

  expect(await product.database.read.select().from(mails).limit(1)).toEqual([])
})

test('doing it again changes nothing, and hosts that are registered are left alone', async () => {
  const { bring, get } = await anOfficer()
  const [{ partnerId }] = (await bring(gazette)).json().rows

  const again = await bring({ ...gazette, name: 'Another Gazette', domains: 'new.example GAZETTE.example' })

  expect(again.json()).toMatchObject({ registered: 0, skipped: 1 })
  expect(again.json().rows).toMatchObject([
    { result: 'skipped', partnerId, because: `gazette.example is already registered as ${partnerId}` },
  ])
  const { items } = (await get('/v1/staff/partners')).json()
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Example Gazette'])
})

test('of rows with one host the first counts, and a bad row loses nothing of the rest', async () => {
  const { bring } = await anOfficer()

  const report = await bring(
    { ...gazette, name: '', monthlyUniques: '1.2M', country: 'USA', urgentEmail: 'desk', signer: '' },
    gazette,
    { ...gazette, name: 'Twin', domains: 'twin.example gazette.example' },
    { ...gazette, name: 'Third', domains: 'third.example twin.example' },
  )

  expect(report.json().rows).toMatchObject([
    { line: 1, result: 'refused' },
    { line: 2, result: 'registered' },
    { line: 3, result: 'skipped', partnerId: null, because: 'gazette.example is in line 2 already' },
    { line: 4, result: 'registered' },
  ])
})

test('every wrong field of a row is named, with what would be right', async () => {
  const { bring, product } = await anOfficer()

  const { rows } = (
    await bring({
      ...{ domains: 'https://gazette.example/news', monthlyUniques: '1.2M', country: 'USA' },
      ...{ publication: 'blog', urgentEmail: 'desk', partnerSince: 'long ago', signedOn: '31.3.2019' },
    })
  ).json()

  expect(Object.fromEntries(rows[0].errors.map(({ field, message }: Fault) => [field, message]))).toEqual({
    name: expect.stringContaining('is missing'),
    domains: expect.stringContaining('must be a host name such as example.com'),
    monthlyUniques: expect.stringContaining('a whole number'),
    urgentEmail: expect.stringContaining('an e-mail address such as'),
    country: expect.stringContaining('two capitals, such as US'),
    publication: expect.stringContaining('newspaper'),
    partnerSince: expect.stringContaining('such as 2019'),
    signedOn: expect.stringContaining('a day such as'),
  })
  expect(product.clock.now()).toBe(Date.parse('2026-05-01T00:00:00Z'))
})

interface Fault {
  field: string
  message: string
}

test.each([
  [
    'no year and no paper',
    { partnerSince: undefined, signedOn: undefined, signer: undefined },
    'partnerSince',
  ],
  ['a paper that nobody signed', { signer: undefined }, 'signer'],
  ['a signer without a day', { signedOn: undefined }, 'signedOn'],
  ['a paper of tomorrow', { signedOn: '2026-05-02' }, 'signedOn'],
  ['a year to come', { partnerSince: '2027' }, 'partnerSince'],
  ['nobody whom kills reach', { urgentEmail: undefined }, 'urgentEmail'],
])('a row with %s is refused', async (_, fields, field) => {
  const { bring } = await anOfficer()

  const { rows } = (await bring({ ...gazette, ...fields })).json()

  expect(rows).toMatchObject([{ result: 'refused', errors: [{ field }] }])
})

test('without a paper the terms are accepted on its behalf', async () => {
  const { bring, get } = await anOfficer()
  const { signedOn: _, signer: __, ...unsigned } = gazette

  const [{ partnerId }] = (await bring(unsigned)).json().rows

  expect((await get(`/v1/staff/partners/${partnerId}`)).json().agreement).toMatchObject({ how: 'on_behalf' })
})

test('a preview tells the same and keeps nothing', async () => {
  const { bring, get, post, product } = await anOfficer()
  const rows = [gazette, { ...gazette, name: 'Twin' }, { name: 'Nothing else' }]

  const preview = await post(`${url}?preview=true`, { rows })

  expect(preview).toHaveStatus(200)
  expect(preview.json()).toMatchObject({ id: null, preview: true, registered: 1, skipped: 1, refused: 1 })
  expect((await get('/v1/staff/partners')).json().items).toEqual([])
  const found = await product.database.read
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.verb, 'partner.import'))
    .limit(1)
  expect(found).toEqual([])
  expect((await bring(...rows)).json()).toMatchObject({ registered: 1, skipped: 1, refused: 1 })
})

test('the report is in the audit log, without names and addresses', async () => {
  const { bring, product, id: officer } = await anOfficer()
  const report = (await bring(gazette, { ...gazette, domains: 'b.example', signer: undefined })).json()

  const [entry] = await product.database.read
    .select()
    .from(auditEntries)
    .orderBy(desc(auditEntries.seq))
    .limit(1)

  const [{ partnerId }] = report.rows
  expect(entry).toMatchObject({ verb: 'partner.import', subject: report.id, actor: officer })
  expect(entry?.details).toEqual({
    ...{ registered: 1, skipped: 0, refused: 1 },
    rows: [
      { line: 1, result: 'registered', partnerId },
      { line: 2, result: 'refused', fields: ['signer'] },
    ],
  })
})

test('a repeated request is one import, and two at once register each partner once', async () => {
  const { post, bring, get } = await anOfficer()
  const headers = { 'idempotency-key': 'one' }

  const first = await post(url, { rows: [gazette] }, headers)
  expect((await post(url, { rows: [gazette] }, headers)).json()).toEqual(first.json())
  const both = await Promise.all([
    bring({ ...gazette, domains: 'race.example' }),
    bring({ ...gazette, domains: 'race.example' }),
  ])

  expect(both.map((one) => one.json().registered).sort()).toEqual([0, 1])
  expect((await get('/v1/staff/partners')).json().items).toHaveLength(2)
})

test('a column that nobody knows and a body of more than 1 MiB are refused as a whole', async () => {
  const { bring } = await anOfficer()

  expect(await bring({ ...gazette, agreementFile: '/etc/passwd' })).toHaveProblem('invalid-request')
  const long = { ...gazette, audienceSource: 'x'.repeat(2_000) }
  expect(await bring(...Array.from({ length: 600 }, () => long))).toHaveProblem('body-too-large')
})

test('reports are read afterwards, and imports are listed, the newest first', async () => {
  const { bring, get } = await anOfficer()
  const report = (await bring(gazette, { ...gazette, name: 'Twin' }, { name: 'Nothing else' })).json()
  const second = (await bring({ ...gazette, domains: 'b.example' })).json()

  const { rows, ...kept } = (await get(`${url}/${report.id}`)).json()
  expect(kept).toEqual({ ...report, rows: undefined })
  expect(rows.slice(0, 1)).toEqual(report.rows.slice(0, 1))
  expect(rows[2]).toEqual({ ...report.rows[2], name: '' })
  const first = (await get(`${url}?limit=1`)).json()
  expect(first.items).toMatchObject([{ id: second.id, total: 1, registered: 1 }])
  const next = (await get(`${url}?limit=1&cursor=${first.next}`)).json()
  expect(next).toMatchObject({
    items: [{ id: report.id, total: 3, registered: 1, skipped: 1, refused: 1 }],
    next: null,
  })
  expect(await get(`${url}/imp_01h455vb4pex5vsknk084sn02q`)).toHaveProblem('not-found')
})

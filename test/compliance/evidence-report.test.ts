import { expect, test } from 'vitest'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

const path = '/v1/staff/reports/evidence'

/** Partners whose evidence expires on 1 May 2027 and on 1 June 2027, and one that was waived. */
async function threePartners() {
  const product = await start()
  const admin = await aStaffMember(product)
  const [early, late, waived] = [await aPartner(product), await aPartner(product), await aPartner(product)]
  const pass = (id: string) =>
    admin.call('PUT', `/v1/staff/partners/${id}/checks/audience`, {
      payload: { verdict: 'pass', note: 'Print audit.' },
    })
  await admin.call('PATCH', `/v1/staff/partners/${early.id}`, {
    payload: { audience: { source: '=audit', evidenceUrl: 'https://early.example/audit.pdf' } },
  })
  await pass(early.id)
  product.clock.set('2026-06-01T00:00:00Z')
  await pass(late.id)
  return { product, admin, early, late, waived }
}

const idsIn = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)

test('evidence that expires soon or did lately is told of, the earliest first', async () => {
  const { product, admin, early, late } = await threePartners()
  product.clock.set('2027-05-10T00:00:00Z')

  const report = (await admin.get(path)).json()

  expect(report).toMatchObject({ from: '2027-02-09', to: '2027-08-08', total: 2 })
  expect(report.items).toMatchObject([
    {
      ...{ id: early.id, status: 'approved', monthlyUniques: 1_000_000, source: '=audit' },
      evidenceUrl: 'https://early.example/audit.pdf',
      passedAt: '2026-05-01T00:00:00.000Z',
      expiresAt: '2027-05-01T00:00:00.000Z',
    },
    { id: late.id, expiresAt: '2027-06-01T00:00:00.000Z' },
  ])
})

test('only what expires in the period is told of, to the day', async () => {
  const { admin, early, late } = await threePartners()
  const told = async (query: string) => idsIn((await admin.get(`${path}?${query}`)).json())

  expect(await told('from=2027-05-01&to=2027-05-01')).toEqual([early.id])
  expect(await told('from=2027-05-02&to=2027-06-01')).toEqual([late.id])
  expect(await told('from=2027-06-02&to=2027-06-30')).toEqual([])
  expect(await admin.get(`${path}?from=2027-06-02&to=2027-06-01`)).toHaveProblem('invalid-request')
})

test('where evidence is good for ever nothing expires', async () => {
  const { admin } = await threePartners()
  const { version: _, updatedAt: __, ...present } = (await admin.get('/v1/staff/settings/vetting')).json()
  await admin.call('PUT', '/v1/staff/settings/vetting', {
    payload: { ...present, audienceEvidenceMonths: null },
  })

  expect((await admin.get(`${path}?from=2027-05-01&to=2027-06-30`)).json()).toMatchObject({ total: 0 })
})

test('the file and the command line have the same', async () => {
  const { product, admin, early, late } = await threePartners()
  const period = ['--from', '2027-05-01', '--to', '2027-06-30']
  const { wirecopy } = commandLineOn(product.storage)

  const file = await admin.get(`${path}?from=2027-05-01&to=2027-06-30&format=csv`)

  expect(file.headers['content-disposition']).toBe(
    'attachment; filename="evidence-2027-05-01-2027-06-30.csv"',
  )
  // A spreadsheet must not run what a partner calls its source.
  expect(file.body).toContain(`${early.id},${early.name},approved,1000000,'=audit,`)
  expect((await wirecopy('report', 'evidence', ...period, '--csv')).out).toBe(file.body)
  const shown = await wirecopy('report', 'evidence', ...period)
  expect(shown.out).toMatch(new RegExp(`${late.id} +2027-06-01`))
  expect(shown.out).toContain('All 2, from 2027-05-01 to 2027-06-30.')
})

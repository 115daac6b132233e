import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { listAudit } from '../../src/platform/audit/audit.ts'
import { auditEntries } from '../../src/platform/audit/tables.ts'
import type { Id } from '../../src/platform/ids.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function anOfficerOnRecord() {
  const product = await start()
  const officer = await aStaffMember(product, 'licensing')
  const recorded = async (subject: string) => {
    const entries = await listAudit(product.database.read, { subject, limit: 50 })
    return entries.reverse().filter(({ actor }) => actor === officer.id)
  }
  const decide = (id: Id<'par'>, path: string, body: object) =>
    officer.post(`/v1/staff/partners/${id}/${path}`, body)
  return { product, officer, recorded, decide }
}

test('each decision is recorded with its reason and who made it', async () => {
  const { product, recorded, decide } = await anOfficerOnRecord()
  const { id } = await aPartner(product)

  await decide(id, 'suspensions', { reason: 'Byline left out.' })
  await decide(id, 'reinstatements', { reason: 'Mended.' })
  await decide(id, 'terminations', { reason: 'Closed down.' })

  expect(await recorded(id)).toMatchObject([
    { verb: 'partner.suspend', actorKind: 'staff', details: { reason: 'Byline left out.' } },
    { verb: 'partner.reinstate', details: { reason: 'Mended.' } },
    { verb: 'partner.terminate', details: { reason: 'Closed down.' } },
  ])
})

test('an approval is recorded with each check that it waived', async () => {
  const { product, recorded, decide } = await anOfficerOnRecord()
  const { id } = await aPartner(product, { approved: false })

  await decide(id, 'approvals', { waivers: [{ check: 'audience', note: 'In a news desert.' }] })

  const entries = await recorded(id)
  expect(entries[0]).toMatchObject({ verb: 'partner.approve' })
  expect(entries.filter(({ verb }) => verb === 'check.record')).toHaveLength(5)
  expect(entries).toContainEqual(
    expect.objectContaining({
      verb: 'check.record',
      details: { check: 'audience', verdict: 'waived', note: 'In a news desert.' },
    }),
  )
})

test('an approval is recorded with the agreement that staff accepted on the partner’s behalf', async () => {
  const { product, officer, decide } = await anOfficerOnRecord()
  const { id } = await aPartner(product, { approved: false })
  await decide(id, 'approvals', {})

  const [entry] = await product.database.read
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.verb, 'agreement.record'))
    .limit(1)

  expect(entry).toMatchObject({
    actor: officer.id,
    details: { partnerId: id, termsVersion: 1, how: 'on_behalf' },
  })
})

test('the making and the end of a key are recorded, the key itself is not', async () => {
  const { product, officer, recorded } = await anOfficerOnRecord()
  const partner = await aPartner(product)
  const url = `/v1/staff/partners/${partner.id}/keys`
  const { id, key } = (await officer.post(url, { name: 'CMS' })).json()
  await officer.call('DELETE', `${url}/${id}`)

  const entries = await recorded(id)

  expect(entries).toMatchObject([
    { verb: 'key.create', details: { partnerId: partner.id, name: 'CMS' } },
    { verb: 'key.revoke', details: { partnerId: partner.id } },
  ])
  expect(JSON.stringify(entries)).not.toContain(key)
})

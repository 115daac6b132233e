import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyAudit } from '../../src/platform/audit/audit.ts'
import { anOutsider } from '../database/support/outside.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { letTimeWork, type Product, start } from '../support/product.ts'
import { bytesWith } from './support/files.ts'
import { aGazette, canaries, okapi, quagga, reason } from './support/people.ts'

const dayMs = 24 * 60 * 60 * 1_000

async function nightOver({ clock, ...product }: Product) {
  clock.advance(dayMs)
  await letTimeWork({ clock, ...product })
}

function countsIn(erasure: { erased: { what: string; count: number }[] }) {
  return Object.fromEntries(erasure.erased.map(({ what, count }) => [what, count]))
}

test('the people of a partnership that is over leave no trace in any file', async () => {
  const { product, admin, id, wirecopy } = await aGazette()
  await admin.call('PUT', '/v1/staff/settings/retention', {
    payload: {
      mailDays: 365,
      deadJobDays: 90,
      answerHours: 24,
      usageDays: null,
      declinedDays: 730,
      signerYears: 0,
    },
  })
  expect(await bytesWith(product, canaries)).not.toEqual([])
  expect(await readdir(join(product.storage.dataDir, 'mail'))).not.toEqual([])

  const { code, out } = await wirecopy('partner', 'erase-contacts', id, '--reason', reason)

  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^Erased:\n {2}2 contacts\n/) })
  // What the command leaves to the server is due by the clock of the command.
  product.clock.set(new Date(Date.now() + 1_000).toISOString())
  await letTimeWork(product)
  expect(out).toContain('The files of the database were written anew.')
  expect(await bytesWith(product, canaries)).toEqual([])
  // Staff were told that somebody applied, without a name.
  expect(await readdir(join(product.storage.dataDir, 'mail'))).toHaveLength(1)
  const { database } = product
  expect(await verifyAudit(database.read, database.auditKey)).toMatchObject({ intact: true })
})

test('what the server erases is gone from its files by night', async () => {
  const { product, erase } = await aGazette()

  const erased = await erase()

  expect(erased).toHaveStatus(201)
  expect(erased.json().filesRewrittenAt).toBe('2026-05-01T08:00:00.000Z')
  await nightOver(product)
  expect(await bytesWith(product, ['Zephyrine Quagga', 'zq@gazette.example'])).toEqual([])
  // Staff were told that somebody applied, without a name.
  expect(await readdir(join(product.storage.dataDir, 'mail'))).toHaveLength(1)
})

test('a preview tells what would go and what stays until when, and changes nothing', async () => {
  const { product, admin, path, erase, wirecopy, id } = await aGazette()
  const before = (await admin.get(path)).json()

  const preview = await erase({ reason }, '?preview=true')

  expect(preview).toHaveStatus(200)
  expect(countsIn(preview.json())).toMatchObject({
    ...{ contacts: 2, signers: 0, documents: 1, bounces: 1, keyNames: 1 },
    ...{ endpointNames: 1, applications: 2 },
    notes: expect.any(Number),
  })
  const [agreement] = (await admin.get(`${path}/agreements`)).json().items
  expect(preview.json()).toMatchObject({
    kept: [
      { what: agreement.id, until: '2036-05-01T00:00:00.000Z' },
      { what: expect.stringMatching(/^doc_/), until: '2036-05-01T00:00:00.000Z' },
    ],
    warnings: expect.arrayContaining([expect.stringContaining('It holds 1 licenses')]),
    filesRewrittenAt: null,
  })
  expect((await admin.get(path)).json()).toEqual(before)
  const { out } = await wirecopy('partner', 'erase-contacts', id, '--reason', reason, '--dry-run')
  expect(out).toMatch(/^Would be erased:\n/)
  expect(out).toContain(`Stays until 2036-05-01: ${agreement.id}.`)
  expect((await mailsOf(product))[0].recipient).not.toBeNull()
})

test('after an erasure everything else is as it was', async () => {
  const { product, admin, path, erase, gazette, article, json, id } = await aGazette()
  await erase()

  expect((await admin.get(path)).json()).toMatchObject({
    ...{ name: 'Example Gazette', status: 'terminated', statusReason: null, contacts: [] },
    agreement: { signer: { name: 'Xanthippe Okapi' } },
  })
  const { items } = (await admin.get(`${path}/checks`)).json()
  expect(items[3]).toMatchObject({ check: 'contact', state: 'pass', history: [{ note: 'erased' }] })
  expect((await mailsOf(product))[0]).toMatchObject({ recipient: null, text: null, addressee: id })
  expect((await admin.get(`${path}/keys`)).json().items).toMatchObject([{ name: 'erased' }])
  expect((await gazette.get('/v1/grants')).json().items).toMatchObject([{ articleId: article.id }])
  const log = (await json('audit', 'list', '--subject', id)).items
  expect(log[0]).toMatchObject({
    verb: 'partner.erase-contacts',
    details: { reason, erased: { contacts: 2 } },
  })
  expect(log.find(({ verb }: { verb: string }) => verb === 'partner.terminate')).toMatchObject({
    details: {},
    erased: true,
  })
})

test('a signer goes when the years after the end of the partnership are over', async () => {
  const { product, admin, path } = await aGazette()
  const signer = async () => (await admin.get(`${path}/agreements`)).json().items[0].signer

  product.clock.set('2036-04-30T23:00:00Z')
  await letTimeWork(product)
  expect(await signer()).toMatchObject(okapi)
  product.clock.set('2036-05-02T05:00:00Z')
  await letTimeWork(product)

  expect(await signer()).toBeNull()
  expect((await admin.get(`${path}/documents`)).json().items).toMatchObject([{ kind: 'audience-evidence' }])
})

test('while a partnership lasts somebody must take the place of its contacts', async () => {
  const { erase, admin, path } = await aGazette({ terminated: false })

  expect(await erase()).toHaveProblem('conflict')
  expect(
    await erase({ reason, contacts: [{ role: 'technical', email: 'it@gazette.example' }] }),
  ).toHaveProblem('invalid-request')
  expect((await admin.get(path)).json().contacts).toHaveLength(2)
})

test('who takes their place stays, and what does not name who went', async () => {
  const { product, erase, admin, path } = await aGazette({ terminated: false })
  const contacts = [
    { role: 'urgent', email: 'night@gazette.example' },
    { role: 'technical', email: 'it@gazette.example' },
  ]

  const erased = await erase({ reason, contacts })

  expect(erased).toHaveStatus(201)
  expect(countsIn(erased.json())).toMatchObject({
    ...{ contacts: 1, signers: 0, keyNames: 1, bounces: 0 },
    ...{ endpointNames: 1, applications: 2 },
  })
  await nightOver(product)
  expect(await bytesWith(product, ['Zephyrine Quagga', 'zq@gazette.example'])).toEqual([])
  const shown = (await admin.get(path)).json()
  expect(shown.contacts.map(({ email }: { email: string }) => email)).toEqual([
    'it@gazette.example',
    'night@gazette.example',
  ])
  expect(shown.checks).toContainEqual(expect.objectContaining({ check: 'audience', note: 'Known.' }))
  expect(shown.checks).toContainEqual(expect.objectContaining({ check: 'contact', note: 'erased' }))
})

test('after the end nobody takes their place', async () => {
  const { erase } = await aGazette()

  expect(await erase({ reason, contacts: [quagga] })).toHaveProblem('conflict')
})

test('a reason that names who is erased is refused', async () => {
  const { erase } = await aGazette()

  const refused = await erase({ reason: 'Asked for by ZEPHYRINE quagga.' })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'reason' }])
})

test('an address that another partner is reached under still bounces there', async () => {
  const { product, erase, admin } = await aGazette()
  const other = await aPartner(product)
  await admin.call('PATCH', `/v1/staff/partners/${other.id}`, {
    payload: { contacts: [{ role: 'urgent', email: 'IT@gazette.example' }] },
  })
  await erase()

  const { contacts } = (await admin.get(`/v1/staff/partners/${other.id}`)).json()

  expect(contacts).toMatchObject([{ bouncingSince: expect.any(String) }])
})

test('erasing again finds nothing', async () => {
  const { erase } = await aGazette()
  await erase()

  const again = await erase({ reason: 'Once more.' })

  expect(new Set(Object.values(countsIn(again.json())))).toEqual(new Set([0, 1]))
  expect(countsIn(again.json())).toMatchObject({ contacts: 0, mails: 0, notes: 0, auditWords: 1 })
})

test('words that somebody else took from beside the log are missed', async () => {
  const { product, erase } = await aGazette()
  const { database, storage } = product
  const outsider = await anOutsider(storage.url)
  const verify = () => verifyAudit(database.read, database.auditKey)
  await outsider.run('UPDATE audit_asides SET words = \'{"reason":"made up"}\'')
  expect(await verify()).toMatchObject({ intact: false, because: 'altered' })

  await outsider.run('DELETE FROM audit_asides')
  expect(await verify()).toMatchObject({ intact: false, because: 'altered' })

  await erase()
  expect(await verify()).toMatchObject({ intact: false, because: 'altered' })
})

test('a declined publisher is forgotten after two years, and its name is not', async () => {
  const product = await start()
  const admin = await aStaffMember(product)
  const { id } = await aPartner(product, { approved: false })
  await admin.post(`/v1/staff/partners/${id}/declines`, { reason: 'No newsroom.' })
  const contacts = async () => (await admin.get(`/v1/staff/partners/${id}`)).json().contacts.length

  product.clock.advance(729 * dayMs)
  await letTimeWork(product)
  expect(await contacts()).toBe(1)
  product.clock.advance(2 * dayMs)
  await letTimeWork(product)

  expect(await contacts()).toBe(0)
  expect((await admin.get(`/v1/staff/partners/${id}`)).json()).toMatchObject({ status: 'declined' })
})

import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { addReporter } from '../../src/articles/reporters.ts'
import { addEndpoint } from '../../src/delivery/webhooks/endpoints.ts'
import { webhookEndpoints } from '../../src/delivery/webhooks/tables.ts'
import { verifyAudit } from '../../src/platform/audit/audit.ts'
import { journalIn } from '../../src/platform/database/journal.ts'
import { openDatabase } from '../../src/platform/database/open.ts'
import { createSealer } from '../../src/platform/secrets/sealed.ts'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { hook, manager } from '../delivery/support/receiver.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { secretKey } from '../support/opening.ts'
import { actor, start } from '../support/product.ts'
import { anOutsider } from './support/outside.ts'

const next = randomBytes(32)

async function aDatabaseWithHistory() {
  const product = await start()
  await aPartner(product)
  const { url } = product.storage
  const outsider = await anOutsider(url)
  const sealed = async () =>
    (await outsider.all("SELECT sealed FROM sealed_secrets WHERE name = 'audit'"))[0]?.sealed
  return { url, sealed }
}

/** Opens the database under a secret key, writes, verifies the audit log, closes. */
async function useUnder(url: string, key: Buffer, previous: Buffer[] = []) {
  const onFatal = () => undefined
  const database = await openDatabase(
    { url, now: Date.now, journal: journalIn('unused'), onFatal },
    createSealer(key, previous),
  )
  await database.write((tx) => addReporter(tx, actor, { name: 'Jane Doe', kind: 'person' }))
  const verdict = await verifyAudit(database.read, database.auditKey)
  await database.close()
  return verdict
}

test('a new secret key keeps the audit log valid, and the old one is needed only once', async () => {
  const { url, sealed } = await aDatabaseWithHistory()
  const before = await sealed()

  expect(await useUnder(url, next, [secretKey])).toMatchObject({ intact: true })
  expect(await sealed()).not.toBe(before)
  expect(await useUnder(url, next)).toMatchObject({ intact: true })
})

test('without the key it was sealed under the database does not open, and nothing is sealed anew', async () => {
  const { url, sealed } = await aDatabaseWithHistory()
  const before = await sealed()

  await expect(useUnder(url, next)).rejects.toThrow('SECRET_KEY_PREVIOUS')

  expect(await sealed()).toBe(before)
  expect(await useUnder(url, secretKey)).toMatchObject({ intact: true })
})

test('while the key does not change nothing is sealed anew', async () => {
  const { url, sealed } = await aDatabaseWithHistory()
  const before = await sealed()

  await useUnder(url, secretKey, [next])

  expect(await sealed()).toBe(before)
})

test('what rows keep is sealed anew by a command, and then opens without the former key', async () => {
  const product = await start()
  const [admin, partner] = [await aStaffMember(product, 'admin'), await aPartner(product, manager)]
  const { id: endpoint } = await product.database.write((tx) =>
    addEndpoint(tx, actor, partner.id, { url: hook }, product.mailing.sealer),
  )
  await partner.post(`/v1/webhook-endpoints/${endpoint}/secret-rotations`, {})
  const key = (
    await admin.post(`/v1/staff/partners/${partner.id}/keys`, { name: 'sandbox', kind: 'test' })
  ).json()
  const credentials = { user: 'wire', password: 'secret' }
  await admin.post('/v1/staff/sources', { kind: 'feed', url: 'https://wire.example/feed', credentials })
  await admin.post('/v1/staff/signing-keys', {})
  const { within } = commandLineOn(product.storage)
  const both = {
    env: { SECRET_KEY: next.toString('hex'), SECRET_KEY_PREVIOUS: secretKey.toString('hex') },
  }
  const ailing = await within(['doctor', '--json'], both)
  const { checks } = JSON.parse(ailing.out)
  const kinds = ['webhook secrets', 'former webhook secrets', 'test keys']
  const all = [...kinds, 'credentials of sources', 'signing keys']
  expect(checks.find(({ check }: { check: string }) => check === 'secrets')).toMatchObject({
    found: `sealed under a former SECRET_KEY: ${all.map((name) => `1 ${name}`).join(', ')}`,
    remedy: 'run: wirecopy secrets reseal',
  })

  const done = await within(['secrets', 'reseal', '--json'], both)

  expect(JSON.parse(done.out)).toEqual({ sealed: all.map((name) => ({ name, rows: 1 })) })
  expect((await within(['secrets', 'reseal'], both)).out).toContain('already')
  const alone = { env: { SECRET_KEY: next.toString('hex') } }
  expect((await within(['doctor'], alone)).out).toContain('everything is sealed under SECRET_KEY')
  expect((await within(['key', 'show', partner.id, key.id, '--json'], alone)).out).toContain(key.key)
  const [row] = await product.database.read.select().from(webhookEndpoints).limit(1)
  const sealer = createSealer(next, [])
  for (const sealed of [row?.secret, row?.formerSecret])
    expect(sealer.open('webhook secret', sealed ?? '').plain).toHaveLength(32)
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { audit, auditHead, verifyAudit } from '../../src/platform/audit/audit.ts'
import { dialect } from '../../src/platform/database/dialect.ts'
import { anArticle, aPartner, decided } from '../support/factories.ts'
import { actor, start } from '../support/product.ts'
import { anOutsider, type Outsider } from './support/outside.ts'

/** An audit log of some length, and somebody who gets past its triggers. */
async function aLog() {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product)
  await decided(product, partner.id, 'suspended')
  const { database } = product
  const head = await auditHead(database.read)
  if (!head) throw new Error('Nothing was audited')
  const attacker = await anOutsider(product.storage.url)
  await disarm(attacker)
  const verify = (expected?: { seq: number; mac: string }) =>
    verifyAudit(database.read, database.auditKey, expected)
  return { attacker, head, verify, ...product }
}

async function disarm(attacker: Outsider): Promise<void> {
  await attacker.run(
    dialect === 'sqlite'
      ? 'DROP TRIGGER audit_entries_stay; DROP TRIGGER audit_entries_kept'
      : 'SET session_replication_role = replica',
  )
}

test('a log that nobody touched is intact', async () => {
  const { head, verify } = await aLog()

  expect(await verify(head)).toEqual({ intact: true, entries: head.seq, head: head.mac })
})

test('a log verifies whatever JSON its verbs have recorded', async () => {
  const { database, verify } = await aLog()
  const details = fc.sample(
    fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true }),
    200,
  )

  await database.write(async (tx) => {
    for (const each of details) await audit(tx, actor, 'test.record', 'test', each)
    await audit(tx, actor, 'test.record', 'test', { note: undefined, list: [undefined, -0, 1e21] })
  })

  expect(await verify()).toMatchObject({ intact: true })
})

const forgeries = {
  at: 'at + 1',
  actor_kind: "'partner'",
  actor: "actor || 'x'",
  verb: "verb || 'x'",
  subject: "subject || 'x'",
  details: `'{"forged":true}'`,
  mac: "mac || 'x'",
}

test.each(Object.entries(forgeries))('a forged %s is found in every entry', async (column, forged) => {
  const { attacker, head, verify } = await aLog()

  for (let seq = 1; seq <= head.seq; seq += 1) {
    await attacker.run(`CREATE TABLE kept AS SELECT * FROM audit_entries WHERE seq = ${seq}`)
    await attacker.run(`UPDATE audit_entries SET ${column} = ${forged} WHERE seq = ${seq}`)
    expect(await verify(), `entry ${seq}`).toEqual({ intact: false, seq, because: 'altered' })
    await attacker.run(`UPDATE audit_entries SET ${column} = (SELECT ${column} FROM kept) WHERE seq = ${seq}`)
    await attacker.run('DROP TABLE kept')
  }
  expect(await verify(head)).toMatchObject({ intact: true })
})

test('an entry that is gone is found, wherever it stood', async () => {
  const { attacker, head, verify } = await aLog()

  for (let seq = head.seq - 1; seq > 0; seq -= 1) {
    await attacker.run(`DELETE FROM audit_entries WHERE seq = ${seq}`)
    expect(await verify()).toEqual({ intact: false, seq, because: 'missing' })
  }
})

test('a gap that was closed by renumbering is found', async () => {
  const { attacker, verify } = await aLog()

  await attacker.run('DELETE FROM audit_entries WHERE seq = 3')
  await attacker.run('UPDATE audit_entries SET seq = 3 WHERE seq = 4')

  expect(await verify()).toEqual({ intact: false, seq: 3, because: 'altered' })
})

test('two entries that changed places are found', async () => {
  const { attacker, verify } = await aLog()

  await attacker.run('UPDATE audit_entries SET seq = 1000 WHERE seq = 3')
  await attacker.run('UPDATE audit_entries SET seq = 3 WHERE seq = 4')
  await attacker.run('UPDATE audit_entries SET seq = 4 WHERE seq = 1000')

  expect(await verify()).toEqual({ intact: false, seq: 3, because: 'altered' })
})

test('an entry put in by somebody without the key is found', async () => {
  const { attacker, head, verify } = await aLog()

  await attacker.run(
    `INSERT INTO audit_entries (seq, at, actor_kind, actor, verb, subject, details, mac)
     SELECT seq + 1, at, actor_kind, actor, verb, subject, details, mac FROM audit_entries WHERE seq = ${head.seq}`,
  )

  expect(await verify()).toEqual({ intact: false, seq: head.seq + 1, because: 'altered' })
})

test('entries cut off at the end are found against a head that was noted before', async () => {
  const { attacker, head, verify } = await aLog()

  await attacker.run(`DELETE FROM audit_entries WHERE seq > ${head.seq - 2}`)

  expect(await verify()).toMatchObject({ intact: true, entries: head.seq - 2 })
  expect(await verify(head)).toEqual({ intact: false, seq: head.seq - 1, because: 'missing' })
})

test('a whole log that is gone is found against a head that was noted before', async () => {
  const { attacker, head, verify } = await aLog()

  await attacker.run('DELETE FROM audit_entries')

  expect(await verify(head)).toEqual({ intact: false, seq: 1, because: 'missing' })
})

test('an end that was cut off and grown anew is found against a head that was noted before', async () => {
  const { attacker, head, verify, ...product } = await aLog()

  for (const table of ['audit_entries', 'audit_asides'])
    await attacker.run(`DELETE FROM ${table} WHERE seq > ${head.seq - 2}`)
  await aPartner(product)

  expect(await verify()).toMatchObject({ intact: true })
  expect(await verify(head)).toEqual({ intact: false, seq: head.seq, because: 'altered' })
})

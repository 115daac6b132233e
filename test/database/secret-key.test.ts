import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { addReporter } from '../../src/articles/reporters.ts'
import { verifyAudit } from '../../src/platform/audit/audit.ts'
import { journalIn } from '../../src/platform/database/journal.ts'
import { openDatabase } from '../../src/platform/database/open.ts'
import { createSealer } from '../../src/platform/secrets/sealed.ts'
import { aPartner } from '../support/factories.ts'
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

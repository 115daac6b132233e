import { webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { newestChange, recordChange } from '../../src/articles/changes.ts'
import { listReporters } from '../../src/articles/reporters.ts'
import type { Tx } from '../../src/platform/database/database.ts'
import { open } from '../support/opening.ts'
import { start } from '../support/product.ts'

const foreign: [name: string, wait: () => Promise<unknown>][] = [
  ['a timer', () => sleep(0)],
  ['the next turn of the event loop', () => nextTurn()],
  ['a file', () => readFile(new URL(import.meta.url))],
  ['a hash in another thread', () => webcrypto.subtle.digest('SHA-256', new Uint8Array(1))],
]

test.each(foreign)('a write that awaits %s is refused and rolled back', async (_, wait) => {
  const { database } = await start()
  const before = await newestChange(database.read)

  const write = database.write(async (tx) => {
    await recordChange(tx, { type: 'license.terms-changed' })
    await wait()
  })

  await expect(write).rejects.toThrow('awaited something other than the database')
  expect(await newestChange(database.read)).toBe(before)
})

test('a write may await as many statements and promises as it likes', async () => {
  const { database } = await start()
  const before = await newestChange(database.read)

  await database.write(async (tx) => {
    for (let round = 0; round < 100; round += 1) {
      await recordChange(tx, { type: 'license.terms-changed' })
      await Promise.all([listReporters(tx, 10), Promise.resolve(round)])
    }
  })

  expect(await newestChange(database.read)).toBe(before + 100)
})

test('an append that awaits something else is refused too', async () => {
  const { database } = await start()

  await expect(database.append(() => sleep(0))).rejects.toThrow('awaited something other than the database')
})

test('whoever writes much in a row lets another process write in between', async () => {
  const { database, storage } = await start()
  const other = await open(storage.url)
  onTestFinished(() => other.close())
  let written = 0
  const many = async () => {
    for (; written < 40; written += 1) await database.write(longWrite)
  }

  const one = many()
  await other.write((tx) => listReporters(tx, 1))
  expect(written).toBeLessThan(20)
  await one
})

async function longWrite(tx: Tx): Promise<void> {
  await listReporters(tx, 1)
  const end = performance.now() + 30
  while (performance.now() < end);
}

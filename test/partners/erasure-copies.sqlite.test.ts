import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aCommandLine, aPublisher } from '../cli/support/wirecopy.ts'
import { anOutsider } from '../database/support/outside.ts'

test('copies beside the database are named', async () => {
  const { wirecopy, json, storage } = await aCommandLine()
  const { id } = await json(...aPublisher('--contact', 'urgent=quagga@gazette.example'))
  await wirecopy('partner', 'terminate', id, '--reason', 'Over.')
  const copy = join(storage.dataDir, 'before-migration-after-0001_jobs-1.db')
  await (await anOutsider(storage.url)).run(`VACUUM INTO '${copy}'`)

  const { out } = await wirecopy('partner', 'erase-contacts', id, '--reason', 'Asked for.')

  expect(out).toContain(`${copy} holds what the database held then; delete it`)
  expect(await readFile(copy, 'latin1')).toContain('quagga@')
  expect(await readFile(join(storage.dataDir, 'wirecopy.db'), 'latin1')).not.toContain('quagga@')
})

import { open } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { filePathOf } from '../../src/platform/database/sqlite.ts'
import { anOutsider } from '../database/support/outside.ts'
import { aCommandLine } from './support/wirecopy.ts'

test('rows that refer to rows which are not there are found', async () => {
  const { wirecopy, storage } = await aCommandLine()
  const outsider = await anOutsider(storage.url)
  await outsider.run(
    "PRAGMA foreign_keys = OFF; INSERT INTO partner_domains (host, partner_id) VALUES ('a.example', 'par_none')",
  )

  const { code, out } = await wirecopy('doctor')

  expect(out).toMatch(/^fail +file +rows of partner_domains refer to rows that are not there$/m)
  expect(code).toBe(1)
})

test('a file that is no database is said to be none', async () => {
  const { wirecopy, storage } = await aCommandLine()
  const file = await open(filePathOf(storage.url), 'r+')
  await file.write('this was a database, but somebody wrote over the first page of it')
  await file.close()

  const { code, out } = await wirecopy('doctor')

  expect(out).toMatch(
    /^fail +database +SQLITE_NOTADB: the file is not an SQLite database; check DATABASE_URL$/m,
  )
  expect(code).toBe(1)
})

test('a folder in place of the file is said in one line', async () => {
  const { within, storage } = await aCommandLine()

  const { code, err } = await within(['partner', 'list'], {
    env: { DATABASE_URL: `file:${storage.dataDir}` },
  })

  expect(err).toMatch(/^SQLITE_CANTOPEN\w*: the database file cannot be opened; check DATA_DIR, .*\n$/)
  expect(code).toBe(1)
})

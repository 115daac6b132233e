import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { filePathOf } from '../../src/platform/database/sqlite.ts'
import { aNewCommandLine } from './support/wirecopy.ts'

test('asking for the status makes no file', async () => {
  const { wirecopy, storage } = await aNewCommandLine()

  const { code } = await wirecopy('migrate', 'status')

  expect(code).toBe(0)
  expect(existsSync(filePathOf(storage.url))).toBe(false)
})

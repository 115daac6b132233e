import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { migrate } from '../../src/platform/database/migrate.ts'
import { anArticle } from '../support/factories.ts'
import { open } from '../support/opening.ts'
import { start } from '../support/product.ts'
import { contentsOf } from './support/contents.ts'
import { nextRelease } from './support/next-release.ts'
import { anOutsider } from './support/outside.ts'

const next = nextRelease(['ALTER TABLE articles ADD COLUMN shelf_mark text'])

async function aFilledDatabase() {
  const product = await start()
  await anArticle(product)
  const { url, dataDir } = product.storage
  return { url, dataDir, outsider: await anOutsider(url) }
}

test('a migration leaves a copy of the database as it was, and the product opens it', async () => {
  const { url, outsider } = await aFilledDatabase()
  const before = await contentsOf(outsider)

  const { backup } = await migrate(url, next)

  const copy = await anOutsider(`file:${backup}`)
  expect(await copy.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(await contentsOf(copy)).toEqual(before)
  const database = await open(`file:${backup}`)
  expect(await database.write(async (tx) => tx.now)).toBeGreaterThan(0)
  await database.close()
})

test('the copy lies beside the database, and none is made where nothing is migrated', async () => {
  const { url, dataDir } = await aFilledDatabase()

  const { backup = '' } = await migrate(url, next)
  await migrate(url, next)

  expect(dirname(backup)).toBe(dataDir)
  expect((await readdir(dataDir)).filter((name) => name.startsWith('before-migration'))).toHaveLength(1)
})

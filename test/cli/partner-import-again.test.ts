import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { registerKnown } from '../../src/licensing/import/importing.ts'
import { beginImport, keepOutcomes } from '../../src/licensing/import/reports.ts'
import { readRows } from '../../src/licensing/import/sheet.ts'
import { hashOf } from '../../src/platform/storage/storage.ts'
import { open } from '../support/opening.ts'
import { aPdf } from '../support/papers.ts'
import { actor } from '../support/product.ts'
import { aCommandLine } from './support/wirecopy.ts'

const header = 'name,domains,monthlyUniques,urgentEmail,partnerSince,signedOn,signer,agreementFile'
const rowOf = (name: string, paper = '') =>
  `${name},${name}.example,250000,desk@${name}.example,2019,2019-03-31,Jane Roe,${paper}`

/** A sheet of which the first row was imported when its process ended. */
async function aBrokenImport() {
  const line = await aCommandLine()
  const sheet = join(line.storage.dataDir, 'partners.csv')
  await writeFile(sheet, [header, rowOf('north'), rowOf('south'), rowOf('east', 'east.pdf'), ''].join('\n'))
  const database = await open(line.storage.url)
  const content = await readFile(sheet)
  const rows = readRows(content, Date.now(), { file: sheet, maxRows: 10 })
  const known = rows.flatMap((row) => ('known' in row ? [row.known] : [])).slice(0, 1)
  const { id } = await database.write((tx) =>
    beginImport(tx, { sha256: hashOf(content), total: rows.length }),
  )
  await database.write(async (tx) => keepOutcomes(tx, id, await registerKnown(tx, actor, known)))
  await database.close()
  return { ...line, sheet, id }
}

test('of an import that was broken off it is told how far it came', async () => {
  const { id, json, wirecopy } = await aBrokenImport()

  expect((await json('partner', 'imports')).items).toMatchObject([
    { id, total: 3, registered: 1, skipped: 0, refused: 0, endedAt: null },
  ])
  expect(await json('partner', 'import-report', id)).toMatchObject({
    ...{ id, preview: false, total: 3, registered: 1, endedAt: null },
    rows: [{ line: 2, name: 'north', result: 'registered' }],
  })
  const { out } = await wirecopy('partner', 'import-report', id)
  expect(out).toContain('2 rows are left: it goes on, or was broken off.')
})

test('the same sheet goes on with it, and registers nobody twice', async () => {
  const { id, json, wirecopy, sheet, storage } = await aBrokenImport()

  const { out, err } = await wirecopy('partner', 'import', sheet)

  expect(err).toContain(`${id} of this sheet was broken off, and goes on.`)
  expect(out).toContain('2 registered, 0 skipped, 1 refused.')
  expect(out).toContain('there is no such file')
  expect(await json('partner', 'import-report', id)).toMatchObject({
    ...{ registered: 2, skipped: 0, refused: 1, endedAt: expect.any(String) },
    rows: [
      { line: 2, name: 'north', result: 'registered' },
      { line: 3, name: 'south', result: 'registered' },
      { line: 4, name: '', result: 'refused', errors: [{ field: 'agreementFile' }] },
    ],
  })
  const names = (await json('partner', 'list')).items.map((one: { name: string }) => one.name)
  expect(names.filter((name: string) => name === 'north')).toEqual(['north'])

  await writeFile(join(storage.dataDir, 'east.pdf'), aPdf())
  const again = await json('partner', 'import', sheet)
  expect(again).toMatchObject({ registered: 1, skipped: 2, refused: 0 })
  expect(again.id).not.toBe(id)
  expect((await json('partner', 'imports')).items.map((one: { id: string }) => one.id)).toEqual([
    again.id,
    id,
  ])
})

test('another sheet is another import, and no file name stays in a report', async () => {
  const { id, json, sheet } = await aBrokenImport()
  await writeFile(sheet, [header, rowOf('west', 'Jane Roe.pdf'), ''].join('\n'))

  const other = await json('partner', 'import', sheet)

  expect(other.id).not.toBe(id)
  expect(other.rows[0]).toMatchObject({ name: 'west', errors: [{ field: 'agreementFile' }] })
  expect(JSON.stringify(await json('partner', 'import-report', other.id))).not.toContain('Jane Roe')
})

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documentStorageOf } from '../../src/installation.ts'
import { hashOf } from '../../src/platform/storage/storage.ts'
import { aPdf } from '../support/papers.ts'
import { aCommandLine } from './support/wirecopy.ts'

const header = 'name;domains;monthlyUniques;urgentEmail;partnerSince;signedOn;signer;agreementFile'

async function aDesk() {
  const line = await aCommandLine()
  const folder = join(line.storage.dataDir, 'roster')
  await mkdir(join(folder, 'papers'), { recursive: true })
  const sheet = join(folder, 'partners.csv')
  const write = (...rows: string[]) => writeFile(sheet, `\ufeff${[header, ...rows].join('\r\n')}\r\n`)
  return { ...line, folder, sheet, write }
}

const gazette = (name: string, file = '') =>
  `${name};${name}.example;250000;desk@${name}.example;2019;2019-03-31;Jane Roe;${file}`

test('a sheet is tried, imported with its papers, and imported again without effect', async () => {
  const { write, sheet, folder, json, wirecopy, storage } = await aDesk()
  const paper = aPdf()
  await writeFile(join(folder, 'papers', 'north.pdf'), paper)
  await write(gazette('north', 'papers/north.pdf'), gazette('south'), gazette('east', 'lost.pdf'))
  const documents = documentStorageOf(storage)

  const tried = await wirecopy('partner', 'import', sheet, '--dry-run')
  expect(tried.out).toContain('Nothing was kept. It would be: 2 registered, 0 skipped, 1 refused.')
  expect(await documents.has(hashOf(paper))).toBe(false)

  const report = await json('partner', 'import', sheet)
  expect(report).toMatchObject({ registered: 2, skipped: 0, refused: 1 })
  expect(report.rows[2].errors).toMatchObject([
    { field: 'agreementFile', message: expect.stringContaining('there is no such file') },
  ])
  const [{ partnerId }] = report.rows
  const { items } = await json('partner', 'documents', partnerId)
  expect(items).toMatchObject([{ kind: 'agreement', name: 'north.pdf', sha256: hashOf(paper) }])
  expect(await json('partner', 'show', partnerId)).toMatchObject({
    status: 'approved',
    agreement: { how: 'on_file', signedOn: '2019-03-31', documentId: items[0].id, note: null },
  })
  expect((await json('mail', 'list')).items).toEqual([])

  const again = await wirecopy('partner', 'import', sheet)
  expect(again.out).toContain('0 registered, 2 skipped, 1 refused.')
  expect(again.out).toContain(`north.example is already registered as ${partnerId}`)
})

test('a sheet takes no file from elsewhere, and none that is no document', async () => {
  const { write, sheet, folder, storage, json } = await aDesk()
  await writeFile(join(storage.dataDir, 'secret.pdf'), aPdf())
  await writeFile(join(folder, 'page.pdf'), '<html></html>')
  await write(
    gazette('up', '../secret.pdf'),
    gazette('root', join(storage.dataDir, 'secret.pdf')),
    gazette('page', 'page.pdf'),
    `${gazette('wide')};one;more`,
  )

  const { rows } = await json('partner', 'import', sheet)

  expect(rows).toMatchObject([
    { errors: [{ message: expect.stringContaining('must be beside the sheet') }] },
    { errors: [{ message: expect.stringContaining('must be beside the sheet') }] },
    { errors: [{ message: expect.stringContaining('is no document of a known kind') }] },
    { errors: [{ field: 'row', message: expect.stringContaining('has 10 cells for 8 columns') }] },
  ])
})

test('a sheet in Windows-1252 is refused before anything is done', async () => {
  const { sheet, wirecopy, json } = await aDesk()
  const { items } = await json('partner', 'list')
  await writeFile(sheet, Buffer.from(`${header}\n${gazette('m\xfcnchen')}`, 'latin1'))

  const refused = await wirecopy('partner', 'import', sheet)

  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('save it as “CSV UTF-8”')])
  expect((await json('partner', 'list')).items).toEqual(items)
})

test('a screen shows how far it is, and the result of each row with what is wrong below it', async () => {
  const { write, sheet, within } = await aDesk()
  await write(gazette('west'), gazette('bad').replace('250000', 'many'))

  const { out, err } = await within(['partner', 'import', sheet], { columns: 100 })

  expect(err).toContain('partners.csv [##############################] 1 of 1')
  expect(out).toMatch(
    / *2 {2}registered {2}par_\S+ {2}west\n *3 {2}refused +– +bad\n {2}monthlyUniques must be/,
  )
  expect(out).toContain('Mend the refused rows and import')
})

import { basename, dirname, isAbsolute, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { documentStorageOf } from '../installation.ts'
import {
  type Papers,
  type RowOutcome,
  registerKnown,
  sorted,
  wouldRegister,
} from '../licensing/import/importing.ts'
import { beginImport, endImport, keepOutcomes, maxRows } from '../licensing/import/reports.ts'
import { importColumns, type KnownPartner, type ReadRow, requiredColumns } from '../licensing/import/row.ts'
import { importView, previewView } from '../licensing/import/schema.ts'
import { named, readRows, refused } from '../licensing/import/sheet.ts'
import { examineDocument } from '../partners/documents/file.ts'
import { systemClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { hashOf, type Storage } from '../platform/storage/storage.ts'
import { verb } from './commands.ts'
import { fileIn } from './content-options.ts'
import { lineFor } from './faults.ts'
import { actor, onDatabase } from './on-database.ts'
import { partnerImportPage } from './partner-import-page.ts'
import { progressOn } from './progress.ts'
import { answer, type Terminal } from './terminal.ts'

const partnersPerWrite = 20

/** `wirecopy partner import`: the partners of a sheet, that are partners already on paper. */
export function partnerImportCommand(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'import',
    'register the partners that you have on paper, approved and without a mail to anybody',
    'wirecopy partner import partners.csv --dry-run',
  )
    .argument('<file>', 'CSV in UTF-8 with a header')
    .option('--dry-run', 'say what would become of each row, and keep nothing')
    .addHelpText('after', columnsHelp)
    .action(async (path: string, { json, dryRun = false }: { json?: boolean; dryRun?: boolean }) => {
      const sheet = await sheetAt(path)
      await onDatabase(terminal, async (database, config) => {
        const report = dryRun
          ? previewView(await wouldRegister(database.read, sheet.rows))
          : await importAll(database, documentStorageOf(config), sheet, terminal)
        answer(terminal, json, report, partnerImportPage(report, path, terminal.stdout))
      })
    })
}

const columnsHelp = `
Columns: ${importColumns.join(', ')}.
Needed: ${requiredColumns.join(', ')}, and partnerSince or signedOn. Several hosts or addresses
have spaces between them; agreementFile is a PDF, PNG or JPEG beside the sheet. A host that is
registered is left alone, so that a sheet can be imported again; what was broken off goes on
then. wirecopy partner imports lists what was imported.`

interface Sheet {
  path: string
  sha256: string
  rows: ReadRow[]
}

/** A sheet with its rows; of those with a paper the file was looked at. */
async function sheetAt(path: string): Promise<Sheet> {
  const content = await fileIn('FILE', path)
  const rows: ReadRow[] = []
  for (const row of readRows(content, systemClock.now(), { file: path, maxRows })) {
    const fault = 'known' in row ? await paperFault(path, row.known) : undefined
    rows.push('known' in row && fault ? refused(named(row.known), 'agreementFile', fault) : row)
  }
  return { path, sha256: hashOf(content), rows }
}

async function paperFault(sheet: string, { agreementFile }: KnownPartner): Promise<string | undefined> {
  if (agreementFile === undefined) return undefined
  if (isOutside(sheet, agreementFile))
    return `${agreementFile} must be beside the sheet, or in a folder there`
  try {
    examineDocument(await paperOf(sheet, agreementFile), agreementFile)
    return undefined
  } catch (error) {
    return lineFor(error)
  }
}

// A sheet that somebody else wrote must not take other files of this machine.
function isOutside(sheet: string, path: string): boolean {
  const folder = dirname(resolve(sheet))
  const way = relative(folder, resolve(folder, path))
  return isAbsolute(path) || isAbsolute(way) || way.startsWith('..')
}

async function paperOf(sheet: string, path: string): Promise<Buffer> {
  return fileIn('agreementFile', resolve(dirname(sheet), path))
}

async function importAll(
  database: Database,
  storage: Storage,
  { path, sha256, rows }: Sheet,
  { stderr }: Terminal,
) {
  const { id, goesOn } = await database.write((tx) => beginImport(tx, { sha256, total: rows.length }))
  if (goesOn) stderr.write(`${id} of this sheet was broken off, and goes on.\n`)
  const { wanted, settled } = await sorted(database.read, rows)
  await database.write((tx) => keepOutcomes(tx, id, settled))
  const progress = progressOn(stderr, basename(path), wanted.length)
  try {
    for (let at = 0; at < wanted.length; at += partnersPerWrite) {
      const some = wanted.slice(at, at + partnersPerWrite)
      const papers = await stored(storage, path, some)
      await database.write(async (tx) => keepOutcomes(tx, id, await registerKnown(tx, actor, some, papers)))
      progress.at(at + some.length)
    }
  } finally {
    progress.end()
  }
  const report = await database.write((tx) => endImport(tx, actor, id))
  return importView({ ...report, rows: told(report.rows, settled) })
}

// Of what was refused, all that is not kept.
function told(kept: readonly RowOutcome[], settled: readonly RowOutcome[]): RowOutcome[] {
  const now = new Map(settled.map((outcome) => [outcome.line, outcome]))
  return kept.map((row) => (row.result === 'registered' ? row : (now.get(row.line) ?? row)))
}

async function stored(storage: Storage, sheet: string, partners: KnownPartner[]): Promise<Papers> {
  const papers = new Map<number, { file: ReturnType<typeof examineDocument>; name: string }>()
  for (const { line, agreementFile } of partners) {
    if (agreementFile === undefined) continue
    const content = await paperOf(sheet, agreementFile)
    const file = examineDocument(content, agreementFile)
    await storage.put(file.sha256, content)
    papers.set(line, { file, name: basename(agreementFile) })
  }
  return papers
}

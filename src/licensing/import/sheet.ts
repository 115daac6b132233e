import type { Instant } from '../../platform/clock.ts'
import { readSheet } from '../../platform/sheet.ts'
import {
  type ImportCells,
  importColumns,
  type KnownPartner,
  type ReadRow,
  readRow,
  requiredColumns,
} from './row.ts'

const maxSent = 500

/** The rows of a request: a sheet as it was sent, or rows that are counted from 1. Throws as `readRows` does. */
export function rowsOf(sent: Buffer | { rows: readonly ImportCells[] }, now: Instant): ReadRow[] {
  const rows = Buffer.isBuffer(sent)
    ? readRows(sent, now, { file: 'body', maxRows: maxSent })
    : sent.rows.map((cells, at) => readRow(at + 1, cells, now))
  return rows.map((row) =>
    'known' in row && row.known.agreementFile ? refused(named(row.known), ...beside) : row,
  )
}

// The command finds papers beside its sheet; a request has none.
const beside = [
  'agreementFile',
  'is taken by the command alone; leave it empty, and add the paper as a document',
] as const

/** The rows of a CSV file of partners. Throws `invalid-request` naming the file for what is none. */
export function readRows(
  content: Buffer,
  now: Instant,
  { file, maxRows }: { file: string; maxRows: number },
): ReadRow[] {
  const sheet = readSheet(content, { columns: importColumns, required: requiredColumns, maxRows }, file)
  return sheet.map(({ line, cells, fault }) =>
    fault ? refused({ line, name: cells.name }, 'row', fault) : readRow(line, cells, now),
  )
}

/** What a row is called by in a report. */
export function named({ line, partner: { name } }: KnownPartner) {
  return { line, name }
}

/** A row that is not taken for what is wrong with one field of it. */
export function refused(
  { line, name = '' }: { line: number; name?: string | undefined },
  field: string,
  message: string,
): ReadRow {
  return { line, name, errors: [{ field, message }] }
}

import { CsvError, parse } from 'csv-parse/sync'
import { invalid } from '../problems.ts'

const maxRecordCharacters = 64 * 1024
const delimiters = [',', ';', '\t'] as const

/** A line of a sheet; cells are trimmed, and empty ones left out. */
export interface SheetRow<Column extends string> {
  /** Where it begins in the file, from 1. */
  line: number
  cells: { [Name in Column]?: string }
  /** What is wrong with the line as a whole. */
  fault?: string
}

interface Wanted<Column extends string> {
  columns: readonly Column[]
  required: readonly Column[]
  maxRows: number
}

/**
 * Reads a CSV file (RFC 4180) with a header in UTF-8, with or without byte order mark, delimited by comma,
 * semicolon or tab as spreadsheets export it. Throws `invalid-request` naming the file for what is none.
 */
export function readSheet<Column extends string>(
  content: Buffer,
  { columns, required, maxRows }: Wanted<Column>,
  file = 'file',
): SheetRow<Column>[] {
  const [header, ...records] = recordsOf(textOf(content, file), file)
  if (!header) throw invalid(file, `is empty; its first line must name the columns ${required.join(', ')}`)
  if (records.length > maxRows)
    throw invalid(file, `has ${records.length} rows; at most ${maxRows} are taken`)
  const names = namesIn(header.cells, columns, file)
  const missing = required.filter((name) => !names.includes(name))
  if (missing.length > 0) throw invalid(file, `lacks the ${listed(missing)}; its first line must name them`)
  return records.map(({ line, cells }) => {
    const filled = names.map((name, at) => [name, cells[at]?.trim()] as const).filter(([, text]) => text)
    const extra = cells.slice(names.length).some((cell) => cell.trim() !== '')
    const fault = `has ${cells.length} cells for ${names.length} columns; put quotes around a cell with delimiters`
    return { line, cells: cellsFrom(filled), ...(extra ? { fault } : {}) }
  })
}

function cellsFrom<Column extends string>(
  filled: (readonly [Column, string | undefined])[],
): SheetRow<Column>['cells']
function cellsFrom(filled: (readonly [string, string | undefined])[]): object {
  return Object.fromEntries(filled)
}

function textOf(content: Buffer, file: string): string {
  try {
    // One kind of line break, or those between quotes count as two lines.
    return new TextDecoder('utf-8', { fatal: true }).decode(content).replace(/\r\n?/g, '\n')
  } catch {
    throw invalid(
      file,
      'is not text in UTF-8 but perhaps Windows-1252, which Excel writes for “CSV”; save it as “CSV UTF-8”',
    )
  }
}

function recordsOf(text: string, file: string): { line: number; cells: string[] }[] {
  try {
    const records: { line: number; cells: string[] }[] = []
    parse(text, {
      ...{ delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true },
      max_record_size: maxRecordCharacters,
      on_record: (cells: string[], { lines }) => {
        const breaks = cells.join('').split('\n').length - 1
        records.push({ line: lines - breaks, cells })
      },
    })
    return records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw invalid(file, `cannot be read as CSV: ${error.message}`)
  }
}

/** Whichever stands most often in the first line. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1)
  const count = (mark: string) => first.split(mark).length
  return delimiters.reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

function namesIn<Column extends string>(cells: string[], columns: readonly Column[], file: string): Column[] {
  const names = cells.map((cell) => columns.find((name) => plain(name) === plain(cell)) ?? cell)
  const known = names.filter((name): name is Column => columns.some((one) => one === name))
  const unknown = names.filter((name) => !columns.some((one) => one === name))
  if (unknown.length > 0)
    throw invalid(file, `has the unknown ${listed(unknown)}; there are ${columns.join(', ')}`)
  const twice = known.filter((name, at) => known.indexOf(name) !== at)
  if (twice.length > 0) throw invalid(file, `has the ${listed(twice)} twice`)
  return known
}

// `Legal name`, `legal_name` and `legalName` are one.
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

function listed(names: readonly string[]): string {
  return `${names.length === 1 ? 'column' : 'columns'} ${names.map((name) => JSON.stringify(name)).join(', ')}`
}

import { expect, test } from 'vitest'
import { readSheet } from '../../src/platform/sheet.ts'
import { Problem } from '../../src/problems.ts'

const wanted = { columns: ['name', 'monthlyUniques', 'note'], required: ['name'], maxRows: 3 } as const

function read(text: string | Buffer) {
  return readSheet(Buffer.from(text), wanted, 'partners.csv')
}

function faultOf(text: string | Buffer): string | undefined {
  try {
    read(text)
    return undefined
  } catch (error) {
    return error instanceof Problem
      ? `${error.errors?.[0]?.field} ${error.errors?.[0]?.message}`
      : 'a fault of ours'
  }
}

test.each([
  ['commas', 'name,note\nGazette,a note\n'],
  ['a byte order mark and CRLF', '\ufeffname,note\r\nGazette,a note\r\n'],
  ['semicolons, as Excel exports where a comma is decimal', 'name;note\r\nGazette;a note\r\n'],
  ['tabs', 'name\tnote\nGazette\ta note'],
  ['headings for people, and spaces around', 'Name, NOTE \n Gazette , a note '],
  ['more commas than semicolons below the header', 'name;note\n"Gazette";"a note"\n'],
])('a sheet with %s is read', (_, text) => {
  expect(read(text)).toEqual([{ line: 2, cells: { name: 'Gazette', note: 'a note' } }])
})

test('rows are numbered as an editor numbers them, whatever stands between quotes', () => {
  const rows = read('name,note\r\nA,"two\r\nlines, and ""quotes"""\r\n\r\nB,\r\nC,c')

  expect(rows).toEqual([
    { line: 2, cells: { name: 'A', note: 'two\nlines, and "quotes"' } },
    { line: 5, cells: { name: 'B' } },
    { line: 6, cells: { name: 'C', note: 'c' } },
  ])
})

test('a row with a cell too many is told, and the others are read', () => {
  const [first, second, third] = read('name,note\nA,one,two\nB,b,,\nC')

  expect(first?.fault).toContain('has 3 cells for 2 columns')
  expect([second, third]).toEqual([
    { line: 3, cells: { name: 'B', note: 'b' } },
    { line: 4, cells: { name: 'C' } },
  ])
})

test.each([
  ['Windows-1252', Buffer.from('name\nM\xfcller', 'latin1'), 'Windows-1252, which Excel writes'],
  ['UTF-16', Buffer.from('\ufeffname\nMüller', 'utf16le'), 'is not text in UTF-8'],
  ['nothing', '', 'is empty; its first line must name the columns name'],
  ['a misspelled column', 'name,nmae\nA,B', 'has the unknown column "nmae"; there are name, monthlyUniques'],
  ['a column twice', 'name,Name\nA,B', 'has the column "name" twice'],
  ['a needed column too few', 'note\nA', 'lacks the column "name"'],
  ['too many rows', 'name\nA\nB\nC\nD', 'has 4 rows; at most 3'],
  ['an open quote', 'name\n"A\nB', 'Quote Not Closed'],
  ['a cell of megabytes', `name\n${'x'.repeat(100_000)}`, 'cannot be read as CSV'],
])('a sheet with %s is refused by its name', (_, text, message) => {
  expect(faultOf(text)).toMatch(/^partners\.csv /)
  expect(faultOf(text)).toContain(message)
})

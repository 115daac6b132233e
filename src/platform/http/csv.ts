import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'

/**
 * Rows as a CSV file (RFC 4180) for spreadsheets: with a header, with a byte order mark, so that names in any
 * script are read as UTF-8, and with cells disarmed that a spreadsheet would run as a formula.
 */
export function csv<Row extends { [Column in keyof Row]: string | number | null }>(
  rows: AsyncIterable<Row>,
  columns: readonly (keyof Row & string)[],
): Readable {
  const written = stringify({
    ...{ header: true, bom: true, escape_formulas: true, record_delimiter: 'windows' },
    columns: [...columns],
  })
  // A failure ends the file where it is; whoever sends it is told by the stream.
  return pipeline(Readable.from(rows), written, () => undefined)
}

import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import { fileSchema } from './openapi/file.ts'

/** What a line of a CSV file may hold. */
export type CsvRow<Row> = { [Column in keyof Row]: string | number | null }

/**
 * Rows as a CSV file (RFC 4180) for spreadsheets: with a header, with a byte order mark, so that names in any
 * script are read as UTF-8, and with cells disarmed that a spreadsheet would run as a formula.
 */
export function csv<Row extends CsvRow<Row>>(
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

/** The answer of a route that tells a list, and with `format=csv` all of it in one file. */
export function listOrFile<List extends z.ZodType>(schema: List, example: string) {
  return {
    200: {
      content: {
        'application/json': { schema },
        'text/csv': { schema: fileSchema({ value: example }) },
      },
    },
  }
}

/** Answers with a CSV file that is saved under `name`. */
export function sendCsv(reply: FastifyReply, name: string, file: Readable) {
  return reply
    .type('text/csv; charset=utf-8')
    .header('Content-Disposition', `attachment; filename="${name}.csv"`)
    .send(file)
}

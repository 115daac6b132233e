import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { orSheet } from '../../platform/http/sheet-body.ts'
import { idSchema } from '../../platform/ids.ts'
import { examples } from './examples.ts'
import { countsOf, type RowOutcome } from './importing.ts'
import type { ImportReport, ImportSummary } from './reports.ts'

const maxCell = 2_000
const maxRows = 500
/** Of a request with rows. */
export const maxImportBody = 1024 * 1024

const cell = z.string().max(maxCell).optional()

const rowsInput = z
  .strictObject({
    rows: z
      .array(
        z.strictObject({
          name: cell,
          legalName: cell,
          domains: cell.describe('Hosts, with spaces between them.'),
          country: cell.describe('ISO 3166-1, two letters.'),
          publication: cell,
          monthlyUniques: cell,
          audienceSource: cell,
          urgentEmail: cell.describe('Whom kills reach; several addresses have spaces between them.'),
          editorialEmail: cell,
          technicalEmail: cell,
          licensingEmail: cell,
          partnerSince: cell.describe('A year, month or day: why its checks are waived.'),
          signedOn: cell.describe('The day on the paper, where there is one.'),
          signer: cell.describe('Who signed it.'),
        }),
      )
      .min(1)
      .max(maxRows),
  })
  .meta({ id: 'NewPartnerImport', examples: [examples.newImport] })

/** Rows as JSON, or a sheet as CSV. */
export const partnerImportInput = orSheet(rowsInput, examples.sheet)

const place = {
  line: z.int().describe('Of the row, from 1; of a sheet the line of the file, whose first is the header.'),
  name: z.string().describe('Of a row that was refused it is told once, and not kept.'),
}
const time = z.iso.datetime()

const counts = {
  total: z.int().describe('How many rows there are; more than are told of while it goes on.'),
  registered: z.int().describe('How many are partners now, or would be.'),
  skipped: z.int().describe('How many were there already.'),
  refused: z.int(),
}
const endedAt = time
  .nullable()
  .describe('Null while it goes on, or where it was broken off: send the same sheet again.')

export const importSummarySchema = z
  .object({ id: idSchema('imp'), ...counts, startedAt: time, endedAt })
  .meta({ id: 'PartnerImportSummary', examples: [examples.summary] })

export function summaryView(summary: ImportSummary): z.infer<typeof importSummarySchema> {
  const { id, total, startedAt, endedAt, counts } = summary
  return { id, total, ...counts, startedAt: toRfc3339(startedAt), endedAt: timeOrNull(endedAt) }
}

export const partnerImportSchema = z
  .object({
    id: idSchema('imp').nullable().describe('Under which it is read again; null for a preview.'),
    preview: z.boolean(),
    ...counts,
    startedAt: time.nullable(),
    endedAt,
    rows: z.array(
      z.discriminatedUnion('result', [
        z.object({ ...place, result: z.literal('registered'), partnerId: idSchema('par').nullable() }),
        z.object({
          ...place,
          result: z.literal('skipped'),
          partnerId: idSchema('par').nullable(),
          because: z.string(),
        }),
        z.object({
          ...place,
          result: z.literal('refused'),
          errors: z.array(z.object({ field: z.string(), message: z.string() })),
        }),
      ]),
    ),
  })
  .meta({ id: 'PartnerImport', examples: [examples.imported] })

/** What an import did, or has done so far. */
export function importView({
  id,
  total,
  startedAt,
  endedAt,
  rows,
}: ImportReport): z.infer<typeof partnerImportSchema> {
  const times = { startedAt: toRfc3339(startedAt), endedAt: timeOrNull(endedAt) }
  return { id, preview: false, total, ...countsOf(rows), ...times, rows }
}

/** What an import would do. */
export function previewView(rows: RowOutcome[]): z.infer<typeof partnerImportSchema> {
  const never = { startedAt: null, endedAt: null }
  return { id: null, preview: true, total: rows.length, ...countsOf(rows), ...never, rows }
}

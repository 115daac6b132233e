import { z } from 'zod'
import { orSheet } from '../../platform/http/sheet-body.ts'
import { idSchema } from '../../platform/ids.ts'
import { examples } from './examples.ts'
import { countsOf, type RowOutcome } from './importing.ts'

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
  name: z.string(),
}

export const partnerImportSchema = z
  .object({
    id: idSchema('imp').nullable().describe('Under which the audit log has it; null for a preview.'),
    preview: z.boolean(),
    registered: z.int().describe('How many are partners now, or would be.'),
    skipped: z.int().describe('How many were there already.'),
    refused: z.int(),
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

/** The report on an import; without id it was a preview. */
export function importView(
  rows: RowOutcome[],
  id: z.infer<typeof partnerImportSchema>['id'] = null,
): z.infer<typeof partnerImportSchema> {
  return { id, preview: id === null, ...countsOf(rows), rows }
}

import { z } from 'zod'
import { type Actor, staffWho } from '../../actor.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { inOrder, registerKnown, sorted, wouldRegister } from './importing.ts'
import { beginImport, endImport, keepOutcomes, listImports, requireReport } from './reports.ts'
import type { ReadRow } from './row.ts'
import {
  importSummarySchema,
  importView,
  maxImportBody,
  partnerImportInput,
  partnerImportSchema,
  previewView,
  summaryView,
} from './schema.ts'
import { rowsOf } from './sheet.ts'

const tag = 'Staff: partners'

/** Taking over the partners that staff have on paper. */
export function partnerImportRoutes(
  app: App,
  { database, now }: { database: Database; now: () => Instant },
  commit: Commit,
): void {
  reportRoutes(app, database)
  app.post(
    '/v1/staff/partner-imports',
    {
      config: {
        access: { by: 'staff', roles: staffWho.license },
        tag,
        problems: ['conflict'],
      },
      bodyLimit: maxImportBody,
      schema: {
        operationId: 'importPartners',
        summary: 'Register the partners that you have on paper',
        description:
          'Each row is registered and approved, with its checks waived as `existing partner since …`; nobody is mailed. A row with a host that is registered is skipped, one that cannot be read is refused with every wrong field. Doing it again changes nothing. Send the rows as JSON, or a sheet as `text/csv` in UTF-8, whose first line names the columns; comma, semicolon or tab stand between cells. Papers are added as documents afterwards.',
        querystring: z.strictObject({
          preview: z
            .enum(['true', 'false'])
            .default('false')
            .describe('`true` tells what it would do, and does nothing.'),
        }),
        body: partnerImportInput,
        response: { 200: partnerImportSchema.describe('What it would do.'), 201: partnerImportSchema },
      },
    },
    async (request, reply) => {
      const { body, query } = request
      const rows = rowsOf(body, now())
      if (query.preview === 'true') return previewView(await wouldRegister(database.read, rows))
      return commit(request, reply, 201, (tx) => importAtOnce(tx, callerOf(request).actor, rows))
    },
  )
}

async function importAtOnce(tx: Tx, actor: Actor, rows: readonly ReadRow[]) {
  const { id } = await beginImport(tx, { sha256: null, total: rows.length })
  const { wanted, settled } = await sorted(tx, rows)
  const outcomes = inOrder([...settled, ...(await registerKnown(tx, actor, wanted))])
  await keepOutcomes(tx, id, outcomes)
  return importView({ ...(await endImport(tx, actor, id)), rows: outcomes })
}

function reportRoutes(app: App, database: Database): void {
  const config = { access: { by: 'staff', roles: staffWho.read }, tag } as const
  app.get(
    '/v1/staff/partner-imports',
    {
      config,
      schema: {
        operationId: 'listPartnerImports',
        summary: 'List imports of partners, the newest first',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(importSummarySchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor ? decodeCursor(cursor, z.tuple([idSchema('imp')]))[0] : undefined
      const rows = await listImports(database.read, { limit: limit + 1, before })
      return pageOf(rows, limit, summaryView, ({ id }) => [id])
    },
  )
  app.get(
    '/v1/staff/partner-imports/:id',
    {
      config,
      schema: {
        operationId: 'getPartnerImport',
        summary: 'What became of each row of an import of partners',
        description: 'Also while it goes on, and of one that was broken off.',
        params: z.object({ id: idSchema('imp') }),
        response: { 200: partnerImportSchema },
      },
    },
    async ({ params: { id } }) => importView(await requireReport(database.read, id)),
  )
}

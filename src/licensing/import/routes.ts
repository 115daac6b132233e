import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import type { App } from '../../platform/http/server.ts'
import { auditImport, inOrder, registerKnown, sorted, wouldRegister } from './importing.ts'
import { importView, maxImportBody, partnerImportInput, partnerImportSchema } from './schema.ts'
import { rowsOf } from './sheet.ts'

/** Taking over the partners that staff have on paper. */
export function partnerImportRoutes(
  app: App,
  { database, now }: { database: Database; now: () => Instant },
  commit: Commit,
): void {
  app.post(
    '/v1/staff/partner-imports',
    {
      config: {
        access: { by: 'staff', roles: staffWho.license },
        tag: 'Staff: partners',
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
      if (query.preview === 'true') return importView(await wouldRegister(database.read, rows))
      return commit(request, reply, 201, async (tx) => {
        const { actor } = callerOf(request)
        const { wanted, settled } = await sorted(tx, rows)
        const outcomes = inOrder([...settled, ...(await registerKnown(tx, actor, wanted))])
        return importView(outcomes, await auditImport(tx, actor, outcomes))
      })
    },
  )
}

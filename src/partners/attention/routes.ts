import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { listEntries, settleEntry } from './entries.ts'
import { attentionInput, attentionSchema, attentionView } from './schema.ts'
import { attentionKinds, attentionStates } from './tables.ts'

const tag = 'Staff: vetting'

/** What of partners waits for a person. */
export function attentionRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/attention',
    {
      config: { access: { by: 'staff', roles: staffWho.read }, tag },
      schema: {
        operationId: 'listAttention',
        summary: 'List what of partners waits for a person, oldest first',
        querystring: z.strictObject({
          ...{ limit: limitSchema, cursor: cursorSchema },
          kind: z.enum(attentionKinds).optional(),
          state: z.enum(attentionStates).default('open'),
          partner: idSchema('par').optional(),
        }),
        response: { 200: listSchema(attentionSchema) },
      },
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('att')]))[0] : undefined
      const rows = await listEntries(database.read, { ...filter, limit: limit + 1, after })
      return pageOf(rows, limit, attentionView, ({ id }) => [id])
    },
  )
  app.post(
    '/v1/staff/attention/:id/settlements',
    {
      config: { access: { by: 'staff', roles: staffWho.license }, tag, problems: ['conflict'] },
      schema: {
        operationId: 'settleAttention',
        summary: 'Say what was done about an entry; it is not asked again while its cause lasts',
        params: z.object({ id: idSchema('att') }),
        body: attentionInput,
        response: { 201: attentionSchema },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      return commit(request, reply, 201, async (tx) =>
        attentionView(await settleEntry(tx, callerOf(request).actor, params.id, body.note)),
      )
    },
  )
}

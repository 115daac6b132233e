import { staffWho } from '../../actor.ts'
import type { Database } from '../database/database.ts'
import { callerOf } from '../http/access.ts'
import type { Commit } from '../http/commit.ts'
import { requireMatch } from '../http/if-match.ts'
import type { App } from '../http/server.ts'
import { retention, retentionInput, retentionSchema, retentionView } from './retention.ts'
import { readSettings, writeSettings } from './settings.ts'

const tag = 'Staff: operation'

/** How long each kind of record is kept. */
export function retentionRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/settings/retention',
    {
      config: { access: { by: 'staff', roles: staffWho.read }, tag, responseHeaders: ['ETag'] },
      schema: {
        operationId: 'getRetention',
        summary: 'Show how long each kind of record is kept',
        response: { 200: retentionSchema },
      },
    },
    async (_, reply) => {
      const found = await readSettings(database.read, retention)
      reply.header('ETag', `"${found.version}"`)
      return retentionView(found)
    },
  )
  app.put(
    '/v1/staff/settings/retention',
    {
      config: { access: { by: 'staff', roles: staffWho.administer }, tag, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'setRetention',
        summary: 'Set how long each kind of record is kept',
        description:
          'What is over is deleted within a day, for good. Grants, the change log and the audit log are kept for ever.',
        body: retentionInput,
        response: { 200: retentionSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 200, async (tx) => {
        const present = await readSettings(tx, retention)
        await requireMatch(request, present.version, () => retentionView(present))
        return retentionView(await writeSettings(tx, callerOf(request).actor, retention, request.body))
      }),
  )
}

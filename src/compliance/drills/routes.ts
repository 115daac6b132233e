import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { drillReach } from './addressees.ts'
import { listDrills, startDrill } from './drills.ts'
import { drillReport } from './report.ts'
import {
  drillInput,
  drillReachSchema,
  drillReachView,
  drillReportSchema,
  drillReportView,
  drillSchema,
  drillView,
} from './schema.ts'

const tag = 'Staff: partners'
const reading = { access: { by: 'staff', roles: staffWho.read }, tag } as const

/** Kills that are none, to see whom a real one would reach. */
export function drillRoutes(app: App, parts: Drilling, commit: Commit): void {
  startRoute(app, parts, commit)
  reportRoutes(app, parts.database)
}

interface Drilling {
  database: Database
  now: () => Instant
}

function startRoute(app: App, { database, now }: Drilling, commit: Commit): void {
  app.post(
    '/v1/staff/kill-drills',
    {
      config: { access: { by: 'staff', roles: staffWho.license }, tag },
      schema: {
        operationId: 'startKillDrill',
        summary: 'Try whom a kill would reach',
        description:
          'Mails whom a kill would be mailed to, the urgent and editorial contacts of all approved partners and of suspended ones that hold a story, and calls the webhook endpoints that want kills (`kill.drill`), each marked as a drill. No story is touched, and the change log tells nothing of it. A drill lasts an hour; asked again meanwhile, it is that one that is shown, and nobody is told twice.',
        querystring: z.strictObject({
          preview: z
            .enum(['true', 'false'])
            .default('false')
            .describe('`true` tells whom it would be sent to, and sends nothing.'),
        }),
        body: drillInput,
        response: { 200: drillReachSchema.describe('Whom it would reach.'), 201: drillSchema },
      },
    },
    async (request, reply) => {
      const { body, query } = request
      if (query.preview === 'true') return drillReachView(await drillReach(database.read, now()))
      return commit(request, reply, 201, async (tx) =>
        drillView(await startDrill(tx, callerOf(request).actor, body)),
      )
    },
  )
}

function reportRoutes(app: App, database: Database): void {
  app.get(
    '/v1/staff/kill-drills',
    {
      config: reading,
      schema: {
        operationId: 'listKillDrills',
        summary: 'List kill drills, newest first',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(drillSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('drl')]))[0] : undefined
      const rows = await listDrills(database.read, { limit: limit + 1, after })
      return pageOf(rows, limit, drillView, ({ id }) => [id])
    },
  )
  app.get(
    '/v1/staff/kill-drills/:id',
    {
      config: reading,
      schema: {
        operationId: 'getKillDrill',
        summary: 'What a kill drill has shown: who answered how fast, who did not, and who cannot be reached',
        params: z.object({ id: idSchema('drl') }),
        response: { 200: drillReportSchema },
      },
    },
    async ({ params: { id } }) => drillReportView(await drillReport(database.read, id)),
  )
}

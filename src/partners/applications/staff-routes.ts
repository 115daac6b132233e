import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { reasonInput } from '../schema.ts'
import { listApplications, requireApplication } from './applications.ts'
import { closeApplication, enterApplication } from './entering.ts'
import { draftInput } from './given.ts'
import type { ApplicationRules } from './rules.ts'
import { applicationSchema, applicationView } from './schema.ts'
import { showApplication, shown } from './showing.ts'
import { applicationStatuses } from './tables.ts'

const tag = 'Staff: applications'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const licensing = { access: { by: 'staff', roles: staffWho.license }, tag, problems: ['conflict'] } as const
const params = z.object({ id: idSchema('apl') })
const page = z.strictObject({
  limit: limitSchema,
  cursor: cursorSchema,
  status: z.enum(applicationStatuses).optional(),
})

/** Who applied, and what became of it. */
export function staffApplicationRoutes(
  app: App,
  database: Database,
  rules: ApplicationRules,
  commit: Commit,
): void {
  readingRoutes(app, database)
  changingRoutes(app, rules, commit)
}

function readingRoutes(app: App, database: Database): void {
  app.get(
    '/v1/staff/applications',
    {
      config: readers,
      schema: {
        operationId: 'listApplications',
        summary: 'List applications, the newest first',
        querystring: page,
        response: { 200: listSchema(applicationSchema) },
      },
    },
    async ({ query: { limit, cursor, status } }) => {
      const before = cursor ? decodeCursor(cursor, z.tuple([idSchema('apl')]))[0] : undefined
      const rows = await listApplications(database.read, { limit: limit + 1, status, before })
      const page = await shown(database.read, rows)
      return pageOf(page, limit, applicationView, ({ application: { id } }) => [id])
    },
  )
  app.get(
    '/v1/staff/applications/:id',
    {
      config: readers,
      schema: {
        operationId: 'showApplication',
        summary: 'Show an application, and what resembles it',
        params,
        response: { 200: applicationSchema },
      },
    },
    async ({ params: { id } }) =>
      applicationView(await showApplication(database.read, await requireApplication(database.read, id))),
  )
}

function changingRoutes(app: App, rules: ApplicationRules, commit: Commit): void {
  app.post(
    '/v1/staff/applications',
    {
      config: licensing,
      schema: {
        operationId: 'enterApplication',
        summary: 'Enter an application that came by mail',
        description:
          'It has to be complete, but for the terms. A partner comes of it at once, which is vetted like all, unless one of its sites is another partner’s.',
        body: draftInput,
        response: { 201: applicationSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) => {
        const entered = await enterApplication(tx, callerOf(request).actor, rules, request.body)
        return applicationView(await showApplication(tx, entered))
      }),
  )
  app.post(
    '/v1/staff/applications/:id/closures',
    {
      config: licensing,
      schema: {
        operationId: 'closeApplication',
        summary: 'Close an application that no partner came of',
        description: 'The people in it are forgotten. Whoever confirmed it is told the reason by mail.',
        params,
        body: reasonInput,
        response: { 201: applicationSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) => {
        const { params, body } = request
        const closed = await closeApplication(tx, callerOf(request).actor, params.id, body.reason)
        return applicationView(await showApplication(tx, closed))
      }),
  )
}

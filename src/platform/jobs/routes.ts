import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../database/database.ts'
import { callerOf } from '../http/access.ts'
import type { Commit } from '../http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../http/paging.ts'
import type { App } from '../http/server.ts'
import { idSchema } from '../ids.ts'
import { jobStates, listJobs, retryJob } from './jobs.ts'
import { jobSchema, jobView } from './schema.ts'
import { lanes } from './tables.ts'

const operators = {
  access: { by: 'staff', roles: staffWho.administer },
  tag: 'Staff: operation',
} as const

/** What is still to be done, and beginning anew what is dead. */
export function jobRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/jobs',
    {
      config: operators,
      schema: {
        operationId: 'listJobs',
        summary: 'List the jobs that are not done, oldest first',
        querystring: z.strictObject({
          limit: limitSchema,
          cursor: cursorSchema,
          state: z.enum(jobStates).optional(),
          lane: z.enum(lanes).optional(),
        }),
        response: { 200: listSchema(jobSchema) },
      },
    },
    async ({ query: { limit, cursor, state, lane } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('job')]))[0] : undefined
      const rows = await listJobs(database.read, { limit: limit + 1, state, lane, after })
      return pageOf(rows, limit, jobView, ({ id }) => [id])
    },
  )
  app.post(
    '/v1/staff/jobs/:id/retries',
    {
      config: { ...operators, problems: ['conflict'] },
      schema: {
        operationId: 'retryJob',
        summary: 'Have a dead job begin anew',
        params: z.object({ id: idSchema('job') }),
        response: { 201: jobSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) =>
        jobView(await retryJob(tx, callerOf(request).actor, request.params.id)),
      ),
  )
}

import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database, Tx } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { requireMatch } from '../platform/http/if-match.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { renewStories } from './bylines.ts'
import {
  newReporterInput,
  renamedSchema,
  renamingInput,
  replacementInput,
  reporterETag,
  reporterSchema,
  reporterView,
} from './reporter-schema.ts'
import { addReporter, listReporters, renameReporter, replaceReporter, requireReporter } from './reporters.ts'

const tag = 'Staff: newsroom'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const editors = { access: { by: 'staff', roles: staffWho.edit }, tag } as const
const params = z.object({ id: idSchema('rep') })

/** Who writes, and desks that sign for the newswire. */
export function reporterRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/reporters',
    {
      config: readers,
      schema: {
        operationId: 'listReporters',
        summary: 'List reporters and desks',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(reporterSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('rep')]))[0] : undefined
      return pageOf(await listReporters(database.read, limit + 1, after), limit, reporterView, ({ id }) => [
        id,
      ])
    },
  )
  app.post(
    '/v1/staff/reporters',
    {
      config: editors,
      schema: {
        operationId: 'addReporter',
        summary: 'Add a reporter or a desk',
        body: newReporterInput,
        response: { 201: reporterSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) =>
        reporterView(await addReporter(tx, callerOf(request).actor, request.body)),
      ),
  )
  app.get(
    '/v1/staff/reporters/:id',
    {
      config: { ...readers, responseHeaders: ['ETag'] },
      schema: {
        operationId: 'getReporter',
        summary: 'Show a reporter or a desk',
        params,
        response: { 200: reporterSchema },
      },
    },
    async (request, reply) => {
      const reporter = await requireReporter(database.read, request.params.id)
      reply.header('ETag', `"${reporterETag(reporter)}"`)
      return reporterView(reporter)
    },
  )
  bylineRoutes(app, commit)
}

function bylineRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/staff/reporters/:id/renames',
    {
      config: { ...editors, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'renameReporter',
        summary: 'Change name or affiliation of a reporter',
        description:
          'It holds for what is published from now on; what is out keeps the byline that it has, unless `allStories` is set. Earlier revisions never change.',
        params,
        body: renamingInput,
        response: { 201: renamedSchema },
      },
    },
    async (request, reply) => {
      const { allStories, ...renaming } = request.body
      return commit(request, reply, 201, async (tx) => {
        const { actor } = callerOf(request)
        const renamed = await renameReporter(tx, actor, await presentReporter(tx, request), renaming)
        const stories = allStories ? await renewStories(tx, { reporterId: renamed.id, actor }) : 0
        return { reporter: reporterView(renamed), stories }
      })
    },
  )
  app.post(
    '/v1/staff/reporters/:id/replacements',
    {
      config: { ...editors, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'replaceReporter',
        summary: 'Put another reporter or the desk in the byline of all stories of a reporter',
        description:
          'Each published story gets a revision with the other byline; earlier revisions never change.',
        params,
        body: replacementInput,
        response: { 201: renamedSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) => {
        const { actor } = callerOf(request)
        const reporter = await presentReporter(tx, request)
        const { id: by } = await replaceReporter(tx, actor, reporter, request.body.by)
        const stories = await renewStories(tx, { reporterId: reporter.id, by, actor })
        return { reporter: reporterView(reporter), stories }
      }),
  )
}

/** The reporter that a request names, in the version that it names. */
async function presentReporter(tx: Tx, request: FastifyRequest & { params: { id: Id<'rep'> } }) {
  const reporter = await requireReporter(tx, request.params.id)
  await requireMatch(request, reporterETag(reporter), () => reporterView(reporter))
  return reporter
}

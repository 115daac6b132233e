import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { sealWishes } from './asking.ts'
import { startRun } from './polling.ts'
import { listReports } from './reports.ts'
import {
  changedSourceInput,
  newSourceInput,
  reportSchema,
  reportView,
  sourceSchema,
  sourceView,
} from './schema.ts'
import { addSource, changeSource, listSources, removeSource, requireSource } from './sources.ts'

const tag = 'Staff: importing'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const editors = { access: { by: 'staff', roles: staffWho.edit }, tag } as const
const admins = { access: { by: 'staff', roles: staffWho.administer }, tag, problems: ['conflict'] } as const
const page = z.strictObject({ limit: limitSchema, cursor: cursorSchema })
const params = z.object({ id: idSchema('src') })
const answers = { params, response: { 200: sourceSchema } } as const

/** Where stories are imported from, and what came of it. */
export function sourceRoutes(app: App, database: Database, commit: Commit, sealer: Sealer): void {
  collectionRoutes(app, database, commit, sealer)
  memberRoutes(app, database, commit, sealer)
  runRoutes(app, database, commit)
}

function collectionRoutes(app: App, database: Database, commit: Commit, sealer: Sealer): void {
  app.get(
    '/v1/staff/sources',
    {
      config: readers,
      schema: {
        operationId: 'listSources',
        summary: 'List the sources that stories are imported from',
        querystring: page,
        response: { 200: listSchema(sourceSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('src')]))[0] : undefined
      return pageOf(await listSources(database.read, limit + 1, after), limit, sourceView, ({ id }) => [id])
    },
  )
  app.post(
    '/v1/staff/sources',
    {
      config: admins,
      schema: {
        operationId: 'addSource',
        summary: 'Add a source, which is polled from then on',
        description: 'One that was removed goes on where it was.',
        body: newSourceInput,
        response: { 201: sourceSchema },
      },
    },
    async (request, reply) => {
      const { kind, url } = request.body
      const wanted = { kind, url, ...sealWishes(sealer, request.body) }
      return commit(request, reply, 201, async (tx) =>
        sourceView(await addSource(tx, callerOf(request).actor, wanted)),
      )
    },
  )
}

function memberRoutes(app: App, database: Database, commit: Commit, sealer: Sealer): void {
  app.get(
    '/v1/staff/sources/:id',
    {
      config: { ...readers, responseHeaders: ['ETag'] },
      schema: { operationId: 'getSource', summary: 'Show a source', ...answers },
    },
    async (request, reply) => {
      const source = await requireSource(database.read, request.params.id)
      reply.header('ETag', `"${source.version}"`)
      return sourceView(source)
    },
  )
  app.patch(
    '/v1/staff/sources/:id',
    {
      config: { ...admins, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'changeSource',
        summary: 'Change a source, pause it or let it go on',
        description: 'Other rules have the whole source read again.',
        body: changedSourceInput,
        ...answers,
      },
    },
    async (request, reply) => {
      const wishes = sealWishes(sealer, request.body)
      return commit(request, reply, 200, async (tx) => {
        const source = await requireSource(tx, request.params.id)
        await requireMatch(request, source.version, () => sourceView(source))
        return sourceView(await changeSource(tx, callerOf(request).actor, source, wishes))
      })
    },
  )
  app.delete(
    '/v1/staff/sources/:id',
    {
      config: admins,
      schema: {
        operationId: 'removeSource',
        summary: 'Remove a source; its stories stay',
        ...answers,
      },
    },
    async (request, reply) =>
      commit(request, reply, 200, async (tx) =>
        sourceView(await removeSource(tx, callerOf(request).actor, request.params.id)),
      ),
  )
}

function runRoutes(app: App, database: Database, commit: Commit): void {
  app.post(
    '/v1/staff/sources/:id/runs',
    {
      config: editors,
      schema: {
        operationId: 'runSource',
        summary: 'Read a source now',
        description: 'A run that is under way ends. The report of the new one is there when it is done.',
        params,
        response: { 201: reportSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) =>
        reportView(await startRun(tx, callerOf(request).actor, request.params.id)),
      ),
  )
  app.get(
    '/v1/staff/sources/:id/reports',
    {
      config: readers,
      schema: {
        operationId: 'listImportReports',
        summary: 'List what the runs of a source found, newest first',
        params,
        querystring: page,
        response: { 200: listSchema(reportSchema) },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const before = cursor ? decodeCursor(cursor, z.tuple([idSchema('imp')]))[0] : undefined
      await requireSource(database.read, id)
      const rows = await listReports(database.read, id, limit + 1, before)
      return pageOf(rows, limit, reportView, (report) => [report.id])
    },
  )
}

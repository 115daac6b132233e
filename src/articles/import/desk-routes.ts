import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { listMappings, mapByline } from './byline-mappings.ts'
import { listEntries } from './desk.ts'
import {
  entrySchema,
  entryView,
  mappingInput,
  mappingSchema,
  mappingView,
  settlementInput,
} from './desk-schema.ts'
import { settle } from './settling.ts'
import { entryKinds, entryStates } from './tables.ts'

const tag = 'Staff: importing'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const editors = { access: { by: 'staff', roles: staffWho.edit }, tag } as const

/** What waits for somebody to decide on it. */
export function deskRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/desk',
    {
      config: readers,
      schema: {
        operationId: 'listDesk',
        summary: 'List what waits for a decision of the desk, oldest first',
        querystring: z.strictObject({
          limit: limitSchema,
          cursor: cursorSchema,
          kind: z.enum(entryKinds).optional(),
          state: z.enum(entryStates).default('open'),
        }),
        response: { 200: listSchema(entrySchema) },
      },
    },
    async ({ query: { limit, cursor, kind, state } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('dsk')]))[0] : undefined
      const rows = await listEntries(database.read, { limit: limit + 1, kind, state, after })
      return pageOf(rows, limit, entryView, ({ id }) => [id])
    },
  )
  app.post(
    '/v1/staff/desk/:id/settlements',
    {
      config: { ...editors, problems: ['conflict', 'publication-incomplete', 'article-not-found'] },
      schema: {
        operationId: 'settleDeskEntry',
        summary: 'Decide on an entry of the desk’s queue',
        description: 'What can be done with it stands in its `actions`.',
        params: z.object({ id: idSchema('dsk') }),
        body: settlementInput,
        response: { 201: entrySchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) =>
        entryView(await settle(tx, callerOf(request).actor, request.params.id, request.body)),
      ),
  )
}

/** Whom bylines mean. */
export function mappingRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/byline-mappings',
    {
      config: readers,
      schema: {
        operationId: 'listBylineMappings',
        summary: 'List which reporters the bylines of sources mean',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(mappingSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([z.string()]))[0] : undefined
      const rows = await listMappings(database.read, limit + 1, after)
      return pageOf(rows, limit, mappingView, ({ name }) => [name])
    },
  )
  app.post(
    '/v1/staff/byline-mappings',
    {
      config: editors,
      schema: {
        operationId: 'mapByline',
        summary: 'Say which reporter a byline means',
        description: 'Every story that waits for it is imported.',
        body: mappingInput,
        response: { 201: mappingSchema },
      },
    },
    async (request, reply) => {
      const { byline, reporter } = request.body
      return commit(request, reply, 201, async (tx) =>
        mappingView(await mapByline(tx, callerOf(request).actor, byline, reporter)),
      )
    },
  )
}

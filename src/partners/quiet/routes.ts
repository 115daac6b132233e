import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { readSettings, writeSettings } from '../../platform/settings/settings.ts'
import { listQuietFeeds, quietFeedSchema, quietFeedView } from './list.ts'
import { quietSettings, quietSettingsInput, quietSettingsSchema, quietSettingsView } from './settings.ts'

const tag = 'Staff: partners'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const

/** Partners that used to fetch articles and do no longer, and from when on that is said. */
export function quietFeedRoutes(app: App, database: Database, commit: Commit): void {
  listRoute(app, database)
  settingRoutes(app, database, commit)
}

function listRoute(app: App, database: Database): void {
  app.get(
    '/v1/staff/quiet-feeds',
    {
      config: readers,
      schema: {
        operationId: 'listQuietFeeds',
        summary: 'Partners that used to fetch articles and do no longer',
        description: 'Whoever is heard of again is in it no more, within an hour.',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(quietFeedSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const [quietAt, partnerId] = cursor ? decodeCursor(cursor, z.tuple([z.int(), idSchema('par')])) : []
      const after = quietAt === undefined || partnerId === undefined ? undefined : { quietAt, partnerId }
      const rows = await listQuietFeeds(database.read, { limit: limit + 1, after })
      return pageOf(rows, limit, quietFeedView, (feed) => [feed.quietAt, feed.partnerId])
    },
  )
}

function settingRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/settings/quiet-feeds',
    {
      config: { ...readers, responseHeaders: ['ETag'] },
      schema: {
        operationId: 'getQuietFeedSettings',
        summary: 'Show after how long a silence is told',
        response: { 200: quietSettingsSchema },
      },
    },
    async (_, reply) => {
      const found = await readSettings(database.read, quietSettings)
      reply.header('ETag', `"${found.version}"`)
      return quietSettingsView(found)
    },
  )
  app.put(
    '/v1/staff/settings/quiet-feeds',
    {
      config: { access: { by: 'staff', roles: staffWho.administer }, tag, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'setQuietFeedSettings',
        summary: 'Set after how long a silence is told',
        body: quietSettingsInput,
        response: { 200: quietSettingsSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 200, async (tx) => {
        const present = await readSettings(tx, quietSettings)
        await requireMatch(request, present.version, () => quietSettingsView(present))
        return quietSettingsView(
          await writeSettings(tx, callerOf(request).actor, quietSettings, request.body),
        )
      }),
  )
}

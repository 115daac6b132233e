import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { createArticle, listArticles } from './articles.ts'
import {
  articleSummary,
  articleSummarySchema,
  newArticleInput,
  prepareContent,
  staffArticleSchema,
} from './schema.ts'
import { maxArticleBytes, storyView, staffArticles as tag } from './story-routes.ts'
import { articleStatuses } from './tables.ts'

const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const editors = { access: { by: 'staff', roles: staffWho.edit }, tag } as const
const positionSchema = z.tuple([z.int(), idSchema('art')])

/** The desk's stories as a list, and new ones. */
export function staffArticleRoutes(app: App, database: Database, commit: Commit): void {
  const page = z.strictObject({
    limit: limitSchema,
    cursor: cursorSchema,
    status: z.enum(articleStatuses).optional(),
  })
  app.get(
    '/v1/staff/articles',
    {
      config: readers,
      schema: {
        operationId: 'listStaffArticles',
        summary: 'List stories of any status',
        querystring: page,
        response: { 200: listSchema(articleSummarySchema) },
      },
    },
    async ({ query: { limit, cursor, status } }) => {
      const position = cursor ? decodeCursor(cursor, positionSchema) : undefined
      const after = position && { createdAt: position[0], id: position[1] }
      const rows = await listArticles(database.read, { limit: limit + 1, status, after })
      return pageOf(rows, limit, articleSummary, ({ createdAt, id }) => [createdAt, id])
    },
  )
  app.post(
    '/v1/staff/articles',
    {
      config: editors,
      bodyLimit: maxArticleBytes,
      schema: {
        operationId: 'createArticle',
        summary: 'Start a story as a draft',
        body: newArticleInput,
        response: { 201: staffArticleSchema },
      },
    },
    async (request, reply) => {
      const { replaces, ...fields } = request.body
      const content = await prepareContent(fields)
      return commit(request, reply, 201, async (tx) =>
        storyView(tx, request, await createArticle(tx, callerOf(request).actor, content, { replaces })),
      )
    },
  )
}

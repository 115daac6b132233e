import { staffWho } from '../actor.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { listSchema } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { createArticle } from './articles.ts'
import { deskPage, deskQuery } from './desk-list.ts'
import { articleSummarySchema, newArticleInput, prepareContent, staffArticleSchema } from './schema.ts'
import { maxArticleBytes, storyView, staffArticles as tag } from './story-routes.ts'

const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const editors = { access: { by: 'staff', roles: staffWho.edit }, tag } as const

/** The desk's stories as a list, and new ones. */
export function staffArticleRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/articles',
    {
      config: readers,
      schema: {
        operationId: 'listStaffArticles',
        summary: 'List stories of any status',
        description:
          'The newest first. With `q`: what it finds among those that are not published, then among those that are, in the order of their publication; `status` picks one kind. With a filter: published ones alone. A page may then have fewer than asked for, or none, while `next` goes on.',
        querystring: deskQuery,
        response: { 200: listSchema(articleSummarySchema) },
      },
    },
    async ({ query }) => deskPage(database.read, query),
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

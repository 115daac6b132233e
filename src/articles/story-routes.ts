import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, staffWho } from '../actor.ts'
import type { Database, Queries, Tx } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { requireMatch } from '../platform/http/if-match.ts'
import type { App } from '../platform/http/server.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { type Article, contentOf, requireArticle } from './articles.ts'
import { edit } from './revising.ts'
import { changedFieldsInput, prepareFields, staffArticleSchema, staffArticleView } from './schema.ts'

export const maxArticleBytes = 1024 * 1024 + 64 * 1024
export const staffArticles = 'Staff: articles'

const readers = {
  access: { by: 'staff', roles: staffWho.read },
  tag: staffArticles,
  responseHeaders: ['ETag'],
  problems: ['article-not-found'],
} as const
const params = z.object({ id: idSchema('art') })

/** What routes that change a story have in common. */
export const storyEditors = {
  access: { by: 'staff', roles: staffWho.edit },
  tag: staffArticles,
  requestHeaders: ['If-Match'],
  problems: ['article-not-found', 'conflict', 'publication-incomplete'],
} as const
export const storyAnswers = { params, response: { 201: staffArticleSchema } } as const

/** One story of the desk's. */
export function storyRoutes(app: App, database: Database, commit: Commit): void {
  const change = storyChanges(commit)
  app.get(
    '/v1/staff/articles/:id',
    {
      config: readers,
      schema: {
        operationId: 'getStaffArticle',
        summary: 'Show a story',
        params,
        response: { 200: staffArticleSchema },
      },
    },
    async (request, reply) => {
      const article = await requireArticle(database.read, request.params.id)
      reply.header('ETag', `"${article.version}"`)
      return storyView(database.read, request, article)
    },
  )
  app.patch(
    '/v1/staff/articles/:id',
    {
      config: storyEditors,
      bodyLimit: maxArticleBytes,
      schema: {
        operationId: 'editArticle',
        summary: 'Edit a draft, or publish the next revision of a story',
        params,
        body: changedFieldsInput,
        response: { 200: staffArticleSchema },
      },
    },
    async (request, reply) => {
      const fields = await prepareFields(request.body)
      return change(request, reply, 200, (tx, actor, article) => edit(tx, actor, article, fields))
    },
  )
}

type StoryRequest = FastifyRequest & { params: { id: Id<'art'> } }
type StoryVerb = (tx: Tx, actor: Actor, article: Article) => Promise<Article>

/** Answers with what a verb makes of the story that a request names, in the version that it names. */
export function storyChanges(commit: Commit) {
  return (request: StoryRequest, reply: FastifyReply, status: 200 | 201, verb: StoryVerb) =>
    commit(request, reply, status, async (tx) => {
      const article = await requireArticle(tx, request.params.id)
      await requireMatch(request, article.version, () => storyView(tx, request, article))
      return storyView(tx, request, await verb(tx, callerOf(request).actor, article))
    })
}

/** A story as whoever asks may see it. */
export async function storyView(queries: Queries, request: FastifyRequest, article: Article) {
  return staffArticleView(article, await contentOf(queries, article), callerOf(request).role === 'admin')
}

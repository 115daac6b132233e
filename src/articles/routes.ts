import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database, Tx } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { ifMatch } from '../platform/http/if-match.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { type Article, contentOf, createArticle, listArticles, requireArticle } from './articles.ts'
import { correct, edit, publish, update, withdraw } from './publishing.ts'
import {
  articleSummary,
  articleSummarySchema,
  changedFieldsInput,
  contentInput,
  correctionInput,
  prepareContent,
  prepareFields,
  staffArticleSchema,
  staffArticleView,
  withdrawalInput,
} from './schema.ts'
import { articleStatuses } from './tables.ts'

const maxArticleBytes = 1024 * 1024 + 64 * 1024

const tag = 'Staff: articles'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const editors = { access: { by: 'staff', roles: staffWho.edit }, tag } as const
const storyReaders = { ...readers, responseHeaders: ['ETag'], problems: ['article-not-found'] } as const
const storyEditors = {
  ...editors,
  requestHeaders: ['If-Match'],
  problems: ['article-not-found', 'conflict', 'publication-incomplete'],
} as const
const params = z.object({ id: idSchema('art') })
const answers = { params, response: { 201: staffArticleSchema } } as const
const positionSchema = z.tuple([z.int(), idSchema('art')])

/** The desk's stories: drafts, edits and lists. */
export function staffArticleRoutes(app: App, database: Database, commit: Commit): void {
  deskRoutes(app, database, commit)
  storyRoutes(app, database, commit)
}

function deskRoutes(app: App, database: Database, commit: Commit): void {
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
        body: contentInput,
        response: { 201: staffArticleSchema },
      },
    },
    async (request, reply) => {
      const content = prepareContent(request.body)
      return commit(request, reply, 201, async (tx) =>
        view(tx, await createArticle(tx, callerOf(request).actor, content)),
      )
    },
  )
}

function storyRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/articles/:id',
    {
      config: storyReaders,
      schema: {
        operationId: 'getStaffArticle',
        summary: 'Show a story',
        params,
        response: { 200: staffArticleSchema },
      },
    },
    async ({ params: { id } }, reply) => {
      const article = await requireArticle(database.read, id)
      reply.header('ETag', `"${article.version}"`)
      return staffArticleView(article, await contentOf(database.read, article))
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
      const fields = prepareFields(request.body)
      return commit(
        request,
        reply,
        200,
        verb(request, (tx, article) => edit(tx, callerOf(request).actor, article, fields)),
      )
    },
  )
}

/** What is done to a story, each as a resource of its own. */
export function publicationRoutes(app: App, commit: Commit): void {
  standingRoutes(app, commit)
  revisionRoutes(app, commit)
}

function standingRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/staff/articles/:id/publications',
    {
      config: storyEditors,
      schema: {
        operationId: 'publishArticle',
        summary: 'Publish a draft or a withdrawn story',
        body: z.strictObject({}).nullish(),
        ...answers,
      },
    },
    async (request, reply) =>
      commit(
        request,
        reply,
        201,
        verb(request, (tx, article) => publish(tx, callerOf(request).actor, article)),
      ),
  )
  app.post(
    '/v1/staff/articles/:id/withdrawals',
    {
      config: storyEditors,
      schema: {
        operationId: 'withdrawArticle',
        summary: 'Take a story back',
        body: withdrawalInput,
        ...answers,
      },
    },
    async (request, reply) => {
      const { advisory } = request.body
      return commit(
        request,
        reply,
        201,
        verb(request, (tx, article) => withdraw(tx, callerOf(request).actor, article, advisory)),
      )
    },
  )
}

function revisionRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/staff/articles/:id/updates',
    {
      config: storyEditors,
      bodyLimit: maxArticleBytes,
      schema: {
        operationId: 'updateArticle',
        summary: 'Publish a new revision',
        body: changedFieldsInput,
        ...answers,
      },
    },
    async (request, reply) => {
      const fields = prepareFields(request.body)
      return commit(
        request,
        reply,
        201,
        verb(request, (tx, article) => update(tx, callerOf(request).actor, article, fields)),
      )
    },
  )
  app.post(
    '/v1/staff/articles/:id/corrections',
    {
      config: storyEditors,
      bodyLimit: maxArticleBytes,
      schema: {
        operationId: 'correctArticle',
        summary: 'Correct a story in public',
        body: correctionInput,
        ...answers,
      },
    },
    async (request, reply) => {
      const { note, ...changed } = request.body
      const fields = prepareFields(changed)
      return commit(
        request,
        reply,
        201,
        verb(request, (tx, article) => correct(tx, callerOf(request).actor, article, note, fields)),
      )
    },
  )
}

function verb(
  request: FastifyRequest & { params: { id: Id<'art'> } },
  work: (tx: Tx, article: Article) => Promise<Article>,
) {
  return async (tx: Tx) =>
    view(tx, await work(tx, await requireArticle(tx, request.params.id, ifMatch(request))))
}

async function view(tx: Tx, article: Article) {
  return staffArticleView(article, await contentOf(tx, article))
}

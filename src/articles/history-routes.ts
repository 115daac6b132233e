import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import { pageSchema, preferredType, sendPage } from '../platform/http/page.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { requireArticle } from './articles.ts'
import { differencePage } from './difference-page.ts'
import { differenceFormats, revisionNumberSchema } from './difference-schema.ts'
import { examples } from './examples.ts'
import { compareVersions, requireRevision } from './history.ts'
import {
  staffDifferenceSchema,
  staffDifferenceView,
  staffRevisionEntry,
  staffRevisionEntrySchema,
  staffRevisionSchema,
  staffRevisionView,
  versionSchema,
} from './history-schema.ts'
import { listRevisions } from './revisions.ts'
import { staffArticles as tag } from './story-routes.ts'

const readers = {
  access: { by: 'staff', roles: staffWho.read },
  tag,
  problems: ['article-not-found'],
} as const
const ofKilled = 'Of a killed story for administrators only.'
const params = z.object({ id: idSchema('art') })
const positionSchema = z.tuple([z.int()])

/** What was published of a story, and what was changed in it. */
export function historyRoutes(app: App, database: Database): void {
  app.get(
    '/v1/staff/articles/:id/revisions',
    {
      config: readers,
      schema: {
        operationId: 'listStaffRevisions',
        summary: 'What was published of a story when, oldest first',
        description:
          'Headlines, bylines and public notes, also of a killed story; its text is in none of them.',
        params,
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(staffRevisionEntrySchema) },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      await requireArticle(database.read, id)
      const after = cursor === undefined ? undefined : decodeCursor(cursor, positionSchema)[0]
      const rows = await listRevisions(database.read, id, { limit: limit + 1, after })
      return pageOf(rows, limit, staffRevisionEntry, ({ number }) => [number])
    },
  )
  app.get(
    '/v1/staff/articles/:id/revisions/:number',
    {
      config: readers,
      schema: {
        operationId: 'getStaffRevision',
        summary: 'Show a revision with its text',
        description: ofKilled,
        params: params.extend({ number: revisionNumberSchema }),
        response: { 200: staffRevisionSchema },
      },
    },
    async (request) => {
      const article = await requireReadable(database, request)
      return staffRevisionView(await requireRevision(database.read, article, request.params.number))
    },
  )
  differenceRoute(app, database)
}

function differenceRoute(app: App, database: Database): void {
  app.get(
    '/v1/staff/articles/:id/revisions/:version/diff',
    {
      config: { ...readers, requestHeaders: ['Accept'] },
      schema: {
        operationId: 'compareStaffRevisions',
        summary: 'What was changed in a revision or the draft, word by word',
        description: ofKilled,
        params: params.extend({ version: versionSchema }),
        querystring: z.strictObject({
          against: versionSchema.optional().describe('The earlier one; default: the revision before.'),
          format: z.enum(differenceFormats).optional().describe('In place of `Accept`.'),
        }),
        response: {
          200: {
            content: {
              'application/json': { schema: staffDifferenceSchema },
              'text/html': { schema: pageSchema(examples.content.headline) },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { against, format } = request.query
      const article = await requireReadable(database, request)
      const compared = await compareVersions(database.read, article, request.params.version, against)
      const types = ['application/json', 'text/html'] as const
      const asPage = format === undefined && preferredType(request.headers.accept, types) === 'text/html'
      if (format !== 'html' && !asPage) return staffDifferenceView(article.id, compared)
      const { from, to, language, difference } = compared
      return sendPage(reply, differencePage(difference, { language, versions: [titleOf(from), titleOf(to)] }))
    },
  )
}

function titleOf(version: number | 'draft'): string {
  return version === 'draft' ? 'Draft' : `Revision ${version}`
}

// The text of a killed story is for administrators, here as everywhere.
async function requireReadable({ read }: Database, request: FastifyRequest & { params: { id: Id<'art'> } }) {
  const article = await requireArticle(read, request.params.id)
  if (article.status === 'killed' && callerOf(request).role !== 'admin')
    throw new Problem('role-missing', { detail: `${article.id} was killed; only admins read its text.` })
  return article
}

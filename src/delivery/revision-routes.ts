import { z } from 'zod'
import { differenceFormats, revisionNumberSchema } from '../articles/difference-schema.ts'
import { pageSchema } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { formFor, serveDifference } from './difference.ts'
import { examples } from './examples.ts'
import { formatFor } from './negotiation.ts'
import { type Archive, revisionsQuery, serveRevision, serveRevisions } from './revisions.ts'
import { article, text } from './route-options.ts'
import { articleContent, differenceSchema, formatQuery, revisionListSchema } from './schema.ts'

const params = z.object({ id: idSchema('art') })
const numbered = params.extend({ number: revisionNumberSchema })

/** The revisions of an article: which there are, their text, and what was changed in them. */
export function revisionRoutes(app: App, archive: Archive): void {
  app.get(
    '/v1/articles/:id/revisions',
    {
      config: article,
      schema: {
        operationId: 'listRevisions',
        summary: 'What was published when, with the notes, oldest first',
        params,
        querystring: revisionsQuery,
        response: { 200: revisionListSchema },
      },
    },
    async (request, reply) => serveRevisions(archive, request, reply, request.params.id, request.query),
  )
  app.get(
    '/v1/articles/:id/revisions/:number',
    {
      config: text,
      schema: {
        operationId: 'getRevision',
        summary: 'Fetch an article as a revision had it',
        description:
          'With byline and affiliation of that revision. Your grant for it is recorded before the first byte. Of a story that was killed or withdrawn it has what is to be done, without the text, and makes no grant.',
        params: numbered,
        querystring: formatQuery,
        response: { 200: articleContent },
      },
    },
    async (request, reply) => {
      const format = request.query.format ?? formatFor(request.headers.accept)
      return serveRevision(archive, request, reply, { ...request.params, format })
    },
  )
  differenceRoute(app, archive)
}

function differenceRoute(app: App, archive: Archive): void {
  app.get(
    '/v1/articles/:id/revisions/:number/diff',
    {
      config: text,
      schema: {
        operationId: 'compareRevisions',
        summary: 'What was changed between two revisions, word by word',
        description:
          'It shows the text of both, so your grants for both are recorded. As HTML what came is in `ins`, what went in `del`.',
        params: numbered,
        querystring: z.strictObject({
          against: revisionNumberSchema.optional().describe('The earlier one; default: the revision before.'),
          format: z.enum(differenceFormats).optional().describe('In place of `Accept`.'),
        }),
        response: {
          200: {
            content: {
              'application/json': { schema: differenceSchema },
              'text/html': { schema: pageSchema(examples.article.headline) },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { against, format: form = formFor(request.headers.accept) } = request.query
      return serveDifference(archive, request, reply, { ...request.params, against, form })
    },
  )
}

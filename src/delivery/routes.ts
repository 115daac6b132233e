import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { listRevisions } from '../articles/revisions.ts'
import { attributionOf } from '../licensing/attribution.ts'
import {
  articleProblems,
  entitlementOf,
  entitlementTo,
  refusal,
  standingProblems,
} from '../licensing/entitlement.ts'
import { callingPartner } from '../partners/calling-partner.ts'
import { toRfc3339 } from '../platform/clock.ts'
import type { App } from '../platform/http/server.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { listHeaders } from './attribution-headers.ts'
import { type ChangeFeed, changeListSchema, changesQuery, serveChanges } from './changes.ts'
import { listQuery, serveList } from './list.ts'
import { formatFor, formatNames } from './negotiation.ts'
import { articleListSchema, articleSchema, revisionListSchema } from './schema.ts'
import { perPartner, serve } from './serve.ts'

const attributed = ['Link', 'Attribution-Affiliation', 'Attribution-Logo', 'Cache-Control', 'Vary'] as const
const articles = {
  access: { by: 'partner', scope: 'articles:read' },
  tag: 'Articles',
  responseHeaders: attributed,
  problems: [...standingProblems, 'conflict', 'storage-full'],
} as const
const article = { ...articles, problems: [...articles.problems, ...articleProblems] } as const
const text = {
  ...article,
  requestHeaders: ['Accept', 'Accept-Encoding', 'If-None-Match'],
  problems: [...article.problems, 'not-acceptable'],
  responseHeaders: [...attributed, 'Attribution-Byline', 'License-Grant', 'ETag', 'Content-Encoding'],
} as const
const changes = {
  access: { by: 'partner', scope: 'changes:read' },
  tag: 'Changes',
  responseHeaders: attributed,
  problems: ['partner-not-approved', 'partner-declined', 'terms-not-accepted', 'cursor-expired', 'conflict'],
} as const
const params = z.object({ id: idSchema('art') })

/** What partners fetch: articles, their revisions, and what changed. */
export function deliveryRoutes(app: App, feed: ChangeFeed): void {
  articleRoutes(app, feed)
  changeRoutes(app, feed)
}

function articleRoutes(app: App, feed: ChangeFeed): void {
  app.get(
    '/v1/articles',
    {
      config: articles,
      schema: {
        operationId: 'listArticles',
        summary: 'List articles, newest first',
        description: 'The first page carries `changes`: the cursor to follow what happens afterwards from.',
        querystring: listQuery,
        response: { 200: articleListSchema },
      },
    },
    async (request, reply) => serveList(feed, feed.database, request, reply, request.query),
  )
  app.get(
    '/v1/articles/:id',
    {
      config: text,
      schema: {
        operationId: 'getArticle',
        summary: 'Fetch an article with its attribution',
        description:
          'Your grant for the revision is recorded before the first byte; a 304 carries the attribution headers, too.',
        params,
        querystring: z.strictObject({
          format: z.enum(formatNames).optional().describe('In place of `Accept`.'),
        }),
        response: { 200: articleSchema },
      },
    },
    (request, reply) =>
      serve(
        feed,
        request,
        reply,
        request.params.id,
        request.query.format ?? formatFor(request.headers.accept),
      ),
  )
  app.get(
    '/v1/articles/:id/revisions',
    {
      config: article,
      schema: {
        operationId: 'listRevisions',
        summary: 'What was published when, with the notes',
        params,
        response: { 200: revisionListSchema },
      },
    },
    async (request, reply) => serveRevisions(feed, request, reply, request.params.id),
  )
}

function changeRoutes(app: App, feed: ChangeFeed): void {
  app.get(
    '/v1/changes',
    {
      config: changes,
      schema: {
        operationId: 'listChanges',
        summary: 'Follow publications, corrections and withdrawals',
        description:
          'With `wait` the request stays open until something happens. Suspended and terminated partners hear of corrections, withdrawals and kills of stories they hold grants for.',
        querystring: changesQuery,
        response: { 200: changeListSchema },
      },
    },
    async (request, reply) => serveChanges(feed, request, reply, request.query),
  )
}

async function serveRevisions(feed: ChangeFeed, request: FastifyRequest, reply: FastifyReply, id: Id<'art'>) {
  const { catalog, database, links, publicUrl, now } = feed
  const { partner } = callingPartner(request)
  const { agreement } = await catalog.agreement(partner.id)
  const standing = entitlementOf(partner, agreement)
  if (!standing.granted) throw refusal(standing.because)
  const { article } = await catalog.story(id)
  const entitlement = entitlementTo(partner, agreement, article, now())
  if (!entitlement.granted) throw refusal(entitlement.because, article.advisory)

  const { newswire } = await catalog.house()
  const items = (await listRevisions(database.read, id)).map((revision) => ({
    revision: revision.number,
    at: toRfc3339(revision.at),
    kind: revision.kind,
    note: revision.note,
    headline: revision.headline,
    byline: revision.byline,
    attribution: attributionOf(newswire, revision, publicUrl),
  }))
  const [first] = items
  const affiliations = items.flatMap(({ attribution }) =>
    attribution.authors.map(({ affiliation }) => affiliation.name),
  )
  if (first) reply.headers(listHeaders(first.attribution.logo, affiliations, links))
  return reply
    .headers(perPartner)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ items, next: null }))
}

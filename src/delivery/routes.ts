import { z } from 'zod'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { changeListSchema, changeStream, changesQuery, streamQuery } from './change-schema.ts'
import { serveChanges } from './changes.ts'
import { serveList } from './list.ts'
import { listQuery } from './list-query.ts'
import { formatFor } from './negotiation.ts'
import { revisionRoutes } from './revision-routes.ts'
import { articles, attributed, text } from './route-options.ts'
import { articleContent, articleListSchema, formatQuery } from './schema.ts'
import { serve, serveKnown } from './serve.ts'
import { type StreamFeed, serveStream } from './stream.ts'

const changes = {
  access: { by: 'partner', scope: 'changes:read', sandbox: 'also' },
  tag: 'Changes',
  responseHeaders: attributed,
  problems: [
    ...['partner-not-approved', 'partner-declined', 'terms-not-accepted', 'cursor-expired'],
    ...['conflict', 'storage-full'],
  ],
} as const
const params = z.object({ id: idSchema('art') })

/** What partners fetch: articles, their revisions, and what changed. */
export function deliveryRoutes(app: App, feed: StreamFeed): void {
  articleRoutes(app, feed)
  revisionRoutes(app, feed)
  changeRoutes(app, feed)
}

function articleRoutes(app: App, feed: StreamFeed): void {
  app.get(
    '/v1/articles',
    {
      config: articles,
      schema: {
        operationId: 'listArticles',
        summary: 'List articles, newest first',
        description:
          'The first page carries `changes`: the cursor to follow what happens afterwards from. With filters a page may have fewer stories than asked for while `next` goes on.',
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
      onRequest: (request, reply, done) => serveKnown(feed, request, reply, request.params.id, done),
      schema: {
        operationId: 'getArticle',
        summary: 'Fetch an article with its attribution',
        description:
          'Your grant for the revision is recorded before the first byte; a 304 carries the attribution headers, too.',
        params,
        querystring: formatQuery,
        response: { 200: articleContent },
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
}

function changeRoutes(app: App, feed: StreamFeed): void {
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
  app.get(
    '/v1/changes/stream',
    {
      config: {
        ...changes,
        requestHeaders: ['Last-Event-ID'],
        responseHeaders: [...attributed, 'X-Accel-Buffering'],
      },
      schema: {
        operationId: 'streamChanges',
        summary: 'Follow changes as they happen, as Server-Sent Events',
        description:
          'Stays open, with a comment every 15 seconds, for up to 15 minutes; it also ends when the server stops, when your key does, and when your standing changes. Come back with the last `id` as `Last-Event-ID`, as browsers’ `EventSource` does by itself: nothing is missing then, and nothing told twice. Five at a time for a key.',
        querystring: streamQuery,
        response: { 200: changeStream },
      },
    },
    async (request, reply) => serveStream(feed, request, reply, request.query),
  )
}

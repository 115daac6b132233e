import { z } from 'zod'
import { standingProblems } from '../../licensing/entitlement.ts'
import type { App } from '../../platform/http/server.ts'
import { attributed } from '../route-options.ts'
import { type FeedDelivery, serveFeed, serveKnownFeed } from './feed.ts'
import { type FeedForm, feedForms } from './forms.ts'
import { feedQuery } from './query.ts'
import { exampleSecret, feedSchema } from './schema.ts'

const feed = {
  tag: 'Feeds',
  requestHeaders: ['Accept-Encoding', 'If-None-Match', 'If-Modified-Since'],
  responseHeaders: [...attributed, 'ETag', 'Last-Modified', 'Content-Encoding'],
} as const
const withKey = {
  ...feed,
  access: { by: 'partner', scope: 'feeds:read', sandbox: 'also' },
  problems: [...standingProblems, 'conflict', 'storage-full'],
} as const

const titles = { rss: 'RSS 2.0', atom: 'Atom', 'json-feed': 'JSON Feed 1.1' }
const withSecret = {
  ...withKey,
  access: { by: 'partner', scope: 'feeds:read', secretIn: 'path' },
  responseHeaders: [...withKey.responseHeaders, 'Referrer-Policy'],
} as const
const params = z.object({
  secret: z
    .string()
    .meta({ examples: [exampleSecret] })
    .describe('The feed secret.'),
})

const operationIds = { rss: 'getRssFeed', atom: 'getAtomFeed', 'json-feed': 'getJsonFeed' }

/** The newest stories with their whole text, for whatever reads feeds. */
export function feedRoutes(app: App, delivery: FeedDelivery): void {
  for (const form of feedForms) {
    feedRoute(app, delivery, form)
    secretFeedRoute(app, delivery, form)
  }
}

function feedRoute(app: App, delivery: FeedDelivery, form: FeedForm): void {
  app.get(
    `/v1/feeds/articles.${form.extension}`,
    {
      config: withKey,
      onRequest: (request, reply, done) => serveKnownFeed(delivery, request, reply, form, done),
      schema: {
        operationId: operationIds[form.name],
        summary: `The newest 50 stories as ${titles[form.name]}`,
        description:
          'Full text, with byline, affiliation, logo and notice inside it. Stories stand in the order of their first publication, so that a correction moves nothing; one that was killed or withdrawn leaves the feed, and one under embargo is not in it. It is narrowed as a list is, but for `updatedSince`, which would need another order: `/v1/changes` tells of updates. Parameters that are not named here are ignored. Your grants are recorded before the first byte.',
        querystring: feedQuery,
        response: { 200: { content: { [form.mediaType]: { schema: feedSchema(form) } } } },
      },
    },
    (request, reply) => serveFeed(delivery, request, reply, form, request.query),
  )
}

function secretFeedRoute(app: App, delivery: FeedDelivery, form: FeedForm): void {
  app.get(
    `/feeds/:secret/articles.${form.extension}`,
    {
      config: withSecret,
      onRequest: (request, reply, done) => serveKnownFeed(delivery, request, reply, form, done),
      schema: {
        operationId: `${operationIds[form.name]}BySecret`,
        summary: `The same as ${titles[form.name]}, for software that can send no key`,
        description:
          'It starts with the secret: older stories are in it only where it was made with `backfill`. It does not name its own address; a secret that was revoked or has expired is answered with 410, so that readers stop asking.',
        params,
        querystring: feedQuery,
        response: { 200: { content: { [form.mediaType]: { schema: feedSchema(form) } } } },
      },
    },
    (request, reply) => serveFeed(delivery, request, reply, form, request.query),
  )
}

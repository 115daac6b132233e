import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { listTerms, showTerms } from './terms.ts'
import { acceptances, preview, publication } from './terms-effect.ts'
import {
  newTermsInput,
  publishedTermsSchema,
  publishedView,
  summaryView,
  termsSchema,
  termsSummarySchema,
  termsView,
  versionSchema,
} from './terms-schema.ts'

const tag = 'Staff: terms'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const

export interface TermsDesk {
  database: Database
  commit: Commit
  publicUrl: string
  now: () => Instant
}

/** The versions of the terms, as staff see and publish them. */
export function staffTermsRoutes(app: App, desk: TermsDesk): void {
  readingRoutes(app, desk)
  publishingRoute(app, desk)
}

function readingRoutes(app: App, { database, publicUrl }: TermsDesk): void {
  app.get(
    '/v1/staff/terms',
    {
      config: readers,
      schema: {
        operationId: 'listTerms',
        summary: 'List the versions of the terms, newest first',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(termsSummarySchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor ? decodeCursor(cursor, z.tuple([z.int()]))[0] : undefined
      const rows = await listTerms(database.read, { limit: limit + 1, before })
      const accepted = await acceptances(database.read, rows)
      return pageOf(
        rows,
        limit,
        (row) => summaryView(row, accepted.get(row.version) ?? 0, publicUrl),
        ({ version }) => [version],
      )
    },
  )
  app.get(
    '/v1/staff/terms/:version',
    {
      config: readers,
      schema: {
        operationId: 'getTerms',
        summary: 'One version of the terms',
        params: z.object({ version: versionSchema }),
        response: { 200: termsSchema },
      },
    },
    async ({ params: { version } }) => {
      const terms = await showTerms(database.read, version)
      return termsView(terms, (await acceptances(database.read, [terms])).get(version) ?? 0, publicUrl)
    },
  )
}

function publishingRoute(app: App, { database, commit, publicUrl, now }: TermsDesk): void {
  app.post(
    '/v1/staff/terms',
    {
      config: { access: { by: 'staff', roles: staffWho.administer }, tag, problems: ['conflict'] },
      schema: {
        operationId: 'publishTerms',
        summary: 'Put the next version of the terms in force, for good',
        description:
          'A version can be neither changed nor deleted; the next one takes its place. With `preview=true` nothing is published: the answer says what would be, with status 200.',
        querystring: z.strictObject({ preview: z.enum(['true', 'false']).default('false') }),
        body: newTermsInput,
        response: { 200: publishedTermsSchema, 201: publishedTermsSchema },
      },
    },
    async (request, reply) => {
      const { body, query } = request
      if (query.preview === 'true') return publishedView(await preview(database.read, body, now()), publicUrl)
      return commit(request, reply, 201, async (tx) =>
        publishedView(await publication(tx, callerOf(request).actor, body), publicUrl),
      )
    },
  )
}

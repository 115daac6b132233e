import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Newswire, requireNewswire } from '../articles/newswire.ts'
import type { Database } from '../platform/database/database.ts'
import { isUnchanged } from '../platform/http/if-none-match.ts'
import { pageSchema, preferredType, sendPage } from '../platform/http/page.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { Problem } from '../problems.ts'
import { examples } from './examples.ts'
import { offerOf, policySchema } from './policy.ts'
import { listTerms, requireTerms, showTerms, type Terms, termsNumbered } from './terms.ts'
import {
  licenseSchema,
  licenseVersionSchema,
  licenseView,
  versionSchema,
  versionView,
} from './terms-schema.ts'

/** A version of the license as people are shown it. */
export interface ShownLicense {
  newswire: Newswire
  terms: Terms
  current: Terms
}

interface License {
  database: Database
  publicUrl: string
  /** The license for people, as HTML. */
  page(shown: ShownLicense): string
}

const anybody = {
  access: { by: 'public' },
  tag: 'Licensing',
  problems: ['conflict'],
  responseHeaders: ['Cache-Control'],
} as const
const representations = ['application/json', 'text/html'] as const
const cached = { 'Cache-Control': 'public, max-age=300' }
const versionQuery = z.strictObject({
  version: versionSchema
    .optional()
    .describe('Left out: the one in force. Every version stays here for ever.'),
})

/** What anybody may read about the license. */
export function licenseRoutes(app: App, license: License): void {
  textRoute(app, license)
  versionsRoute(app, license)
  policyRoute(app, license)
}

function textRoute(app: App, license: License): void {
  app.get(
    '/v1/license',
    {
      config: {
        ...anybody,
        requestHeaders: ['Accept'],
        responseHeaders: ['Cache-Control', 'Vary'],
        problems: ['conflict', 'not-found', 'not-acceptable'],
      },
      schema: {
        operationId: 'getLicense',
        summary: 'The license terms',
        description: 'A page for people with `Accept: text/html`.',
        querystring: versionQuery,
        response: {
          200: {
            content: {
              'application/json': { schema: licenseSchema },
              'text/html': { schema: pageSchema(`License · ${examples.license.licensor.name}`) },
            },
          },
        },
      },
    },
    async (request, reply) => serveLicense(license, request, reply, request.query.version),
  )
}

function versionsRoute(app: App, { database, publicUrl }: License): void {
  app.get(
    '/v1/license/versions',
    {
      config: anybody,
      schema: {
        operationId: 'listLicenseVersions',
        summary: 'Every version of the license terms, newest first',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(licenseVersionSchema) },
      },
    },
    async ({ query: { limit, cursor } }, reply) => {
      const before = cursor ? decodeCursor(cursor, z.tuple([z.int()]))[0] : undefined
      const rows = await listTerms(database.read, { limit: limit + 1, before })
      reply.headers(cached)
      return pageOf(
        rows,
        limit,
        (terms) => versionView(terms, publicUrl),
        ({ version }) => [version],
      )
    },
  )
}

function policyRoute(app: App, { database, publicUrl }: License): void {
  app.get(
    '/v1/license/policy',
    {
      config: {
        ...anybody,
        requestHeaders: ['If-None-Match'],
        responseHeaders: ['Cache-Control', 'ETag'],
        problems: ['conflict', 'not-found'],
      },
      schema: {
        operationId: 'getLicensePolicy',
        summary: 'The license terms for machines',
        description: 'An ODRL 2.2 Offer as `application/ld+json`.',
        querystring: versionQuery,
        response: { 200: { content: { 'application/ld+json': { schema: policySchema } } } },
      },
    },
    async (request, reply) => {
      const terms = await termsNumbered(database.read, request.query.version)
      const offer = offerOf(await requireNewswire(database.read), terms, publicUrl)
      return sendPolicy(request, reply.headers(cached), offer)
    },
  )
}

/** Answers with a policy, or says that what the caller holds is still good. */
function sendPolicy(request: FastifyRequest, reply: FastifyReply, policy: object): FastifyReply {
  const text = JSON.stringify(policy)
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  reply.header('ETag', etag)
  if (isUnchanged(request, etag)) return reply.code(304).send()
  return reply.type('application/ld+json').send(policy)
}

async function serveLicense(
  { database: { read }, publicUrl, page }: License,
  { headers }: FastifyRequest,
  reply: FastifyReply,
  version: number | undefined,
) {
  const type = preferredType(headers.accept, representations)
  if (!type) throw new Problem('not-acceptable', { detail: `There is ${representations.join(', ')}.` })

  const newswire = await requireNewswire(read)
  const current = await requireTerms(read)
  const terms = version === undefined ? current : await showTerms(read, version)
  reply.headers({ ...cached, Vary: 'Accept' })
  if (type === 'text/html') return sendPage(reply, page({ newswire, terms, current }))
  const inForce = terms.version === current.version
  return reply
    .type('application/json; charset=utf-8')
    .send(licenseView(terms, { inForce, licensor: newswire }, publicUrl))
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Newswire, requireNewswire } from '../articles/newswire.ts'
import type { Database } from '../platform/database/database.ts'
import { pageSchema, preferredType, sendPage } from '../platform/http/page.ts'
import type { App } from '../platform/http/server.ts'
import { Problem } from '../problems.ts'
import { examples } from './examples.ts'
import { offerOf, policySchema } from './policy.ts'
import { licenseSchema, licenseView } from './schema.ts'
import { requireTerms, type Terms } from './terms.ts'

interface License {
  database: Database
  publicUrl: string
  /** The license for people, as HTML. */
  page(newswire: Newswire, terms: Terms): string
}

const anybody = {
  access: { by: 'public' },
  tag: 'Licensing',
  problems: ['conflict'],
  responseHeaders: ['Cache-Control'],
} as const
const representations = ['application/json', 'text/html'] as const
const cached = { 'Cache-Control': 'public, max-age=300' }

/** What anybody may read about the license. */
export function licenseRoutes(app: App, license: License): void {
  const { database, publicUrl } = license
  app.get(
    '/v1/license',
    {
      config: {
        ...anybody,
        requestHeaders: ['Accept'],
        responseHeaders: ['Cache-Control', 'Vary'],
        problems: ['conflict', 'not-acceptable'],
      },
      schema: {
        operationId: 'getLicense',
        summary: 'The license terms',
        description: 'A page for people with `Accept: text/html`.',
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
    async (request, reply) => serveLicense(license, request, reply),
  )
  app.get(
    '/v1/license/policy',
    {
      config: anybody,
      schema: {
        operationId: 'getLicensePolicy',
        summary: 'The license terms for machines',
        description: 'An ODRL 2.2 Offer as `application/ld+json`.',
        response: { 200: { content: { 'application/ld+json': { schema: policySchema } } } },
      },
    },
    async (_, reply) => {
      const offer = offerOf(
        await requireNewswire(database.read),
        await requireTerms(database.read),
        publicUrl,
      )
      return reply.headers(cached).type('application/ld+json').send(offer)
    },
  )
}

async function serveLicense(license: License, request: FastifyRequest, reply: FastifyReply) {
  const { database, publicUrl, page } = license
  const type = preferredType(request.headers.accept, representations)
  if (!type) throw new Problem('not-acceptable', { detail: `There is ${representations.join(', ')}.` })

  const newswire = await requireNewswire(database.read)
  const terms = await requireTerms(database.read)
  reply.headers({ ...cached, Vary: 'Accept' })
  if (type === 'text/html') return sendPage(reply, page(newswire, terms))
  const { name, url, licensingContact: contact } = newswire
  return reply
    .type('application/json; charset=utf-8')
    .send(licenseView(terms, { name, url, contact }, `${publicUrl}/v1/license/policy`))
}

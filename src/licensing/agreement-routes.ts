import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { staffWho } from '../actor.ts'
import { requireNewswire } from '../articles/newswire.ts'
import { callingPartner } from '../partners/calling-partner.ts'
import { requirePartner } from '../partners/partners.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { acceptTerms, recordAgreement } from './accepting.ts'
import { acceptanceInput, newAgreementInput, signerOf } from './agreement-input.ts'
import { type Agreement, agreementOf, listAgreements } from './agreements.ts'
import { agreementPolicyOf, agreementPolicySchema } from './policy.ts'
import { agreementSchema, agreementView, ownAgreementSchema, ownAgreementView } from './schema.ts'
import { showTerms } from './terms.ts'

const page = z.strictObject({ limit: limitSchema, cursor: cursorSchema })
// Whoever fetches texts may accept what they stand under, so that the key that was refused can mend it.
const reader = { by: 'partner', scope: 'articles:read' } as const

interface Agreements {
  database: Database
  commit: Commit
  publicUrl: string
}

/** What partners have accepted, accept, and have recorded for them. */
export function acceptanceRoutes(app: App, parts: Agreements): void {
  ownRoutes(app, parts)
  policyRoute(app, parts)
  staffRoutes(app, parts)
}

function ownRoutes(app: App, { database, commit }: Agreements): void {
  app.get(
    '/v1/partner/agreements',
    {
      config: { access: reader, tag: 'Licensing' },
      schema: {
        operationId: 'listOwnAgreements',
        summary: 'What you have accepted, newest first',
        querystring: page,
        response: { 200: listSchema(ownAgreementSchema) },
      },
    },
    async (request) =>
      pageOfAgreements(database.read, callingPartner(request).partner.id, request.query, ownAgreementView),
  )
  app.post(
    '/v1/partner/agreements',
    {
      config: { access: reader, tag: 'Licensing', problems: ['conflict'] },
      schema: {
        operationId: 'acceptTerms',
        summary: 'Accept the terms in force',
        description:
          'Names the version and the SHA-256 that you have read at `/v1/license`. Recorded with who signs, when, and the address that it came from. Accepting again changes nothing.',
        body: acceptanceInput,
        response: { 201: ownAgreementSchema },
      },
    },
    async (request, reply) => {
      const { signer, ...read } = request.body
      const acceptance = { ...read, signer: signerOf(signer, request.ip) }
      const { partner, actor } = callingPartner(request)
      return commit(request, reply, 201, async (tx) =>
        ownAgreementView(await acceptTerms(tx, actor, partner.id, acceptance)),
      )
    },
  )
}

function policyRoute(app: App, { database, publicUrl }: Agreements): void {
  app.get(
    '/v1/license/agreement',
    {
      config: {
        access: reader,
        tag: 'Licensing',
        problems: ['conflict', 'not-found'],
        responseHeaders: ['Cache-Control'],
      },
      schema: {
        operationId: 'getLicenseAgreement',
        summary: 'Your agreement for machines',
        description: 'An ODRL 2.2 Agreement to the newest version that you have accepted.',
        response: { 200: { content: { 'application/ld+json': { schema: agreementPolicySchema } } } },
      },
    },
    async (request, reply) =>
      reply
        .header('Cache-Control', 'private, no-cache')
        .type('application/ld+json')
        .send(await agreementPolicy(database.read, request, publicUrl)),
  )
}

async function agreementPolicy(queries: Queries, request: FastifyRequest, publicUrl: string) {
  const { partner } = callingPartner(request)
  const agreement = await agreementOf(queries, partner.id)
  if (!agreement)
    throw new Problem('not-found', {
      detail: `You have accepted no terms; do so with POST ${publicUrl}/v1/partner/agreements.`,
    })
  const terms = await showTerms(queries, agreement.termsVersion)
  return agreementPolicyOf(await requireNewswire(queries), terms, { partner, agreement }, publicUrl)
}

function staffRoutes(app: App, { database, commit }: Agreements): void {
  const tag = 'Staff: terms'
  const params = z.object({ id: idSchema('par') })
  app.get(
    '/v1/staff/partners/:id/agreements',
    {
      config: { access: { by: 'staff', roles: staffWho.read }, tag },
      schema: {
        operationId: 'listAgreements',
        summary: 'What a partner has accepted, newest first',
        params,
        querystring: page,
        response: { 200: listSchema(agreementSchema) },
      },
    },
    async ({ params: { id }, query }) => {
      await requirePartner(database.read, id)
      return pageOfAgreements(database.read, id, query, agreementView)
    },
  )
  app.post(
    '/v1/staff/partners/:id/agreements',
    {
      config: { access: { by: 'staff', roles: staffWho.license }, tag, problems: ['conflict'] },
      schema: {
        operationId: 'recordAgreement',
        summary: 'Record an agreement on a partner’s behalf, or one that you hold on paper',
        params,
        body: newAgreementInput,
        response: { 201: agreementSchema },
      },
    },
    async (request, reply) => {
      const { signer, ...rest } = request.body
      const recorded = { ...rest, ...(signer ? { signer: signerOf(signer, null) } : {}) }
      return commit(request, reply, 201, async (tx) =>
        agreementView(await recordAgreement(tx, callerOf(request).actor, request.params.id, recorded)),
      )
    },
  )
}

async function pageOfAgreements<View>(
  queries: Queries,
  partnerId: Id<'par'>,
  { limit, cursor }: z.infer<typeof page>,
  view: (agreement: Agreement) => View,
) {
  const before = cursor ? decodeCursor(cursor, z.tuple([idSchema('agr')]))[0] : undefined
  const rows = await listAgreements(queries, partnerId, { limit: limit + 1, before })
  return pageOf(rows, limit, view, ({ id }) => [id])
}

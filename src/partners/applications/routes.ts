import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Instant } from '../../platform/clock.ts'
import type { Database, Queries } from '../../platform/database/database.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { addressOf, RateLimit } from '../../platform/http/rate-limit.ts'
import type { App } from '../../platform/http/server.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { storing } from '../documents/file.ts'
import { maxDocumentBody } from '../documents/schema.ts'
import { type Application, amend, apply, requireByToken } from './applications.ts'
import { addEvidence, materialsOf, requireInReview } from './evidence.ts'
import { examples } from './examples.ts'
import { applicationInput, draftInput } from './given.ts'
import type { ApplicationRules } from './rules.ts'
import { begunSchema, newEvidenceInput, standingSchema, standingView } from './schema.ts'
import { standingOf } from './standing.ts'

const hourMs = 60 * 60 * 1_000
const quotas = {
  applications: { address: 5, all: 200 },
  'application-changes': { address: 60, all: 1_000 },
  'application-files': { address: 20, all: 200 },
} as const
const maxToken = 200

const config = {
  access: { by: 'public' },
  tag: 'Applications',
  responseHeaders: ['Cache-Control', 'Referrer-Policy'],
} as const
const repeatable = { ...config, requestHeaders: ['Idempotency-Key'], problems: ['conflict'] } as const
// The address holds the token, so that nothing of it may be kept or passed on.
const unseen = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }

const params = z.object({
  token: z
    .string()
    .max(maxToken)
    .meta({ description: 'As the end of `statusUrl` has it.', examples: [examples.token] }),
})

interface Applying {
  database: Database
  documents: Storage
  rules: ApplicationRules
  publicUrl: string
  now: () => Instant
}

/** Becoming a partner, for whoever has no key yet. */
export function applicationRoutes(app: App, applying: Applying, commit: Commit): void {
  beginRoute(app, applying, commit)
  tokenRoutes(app, applying)
  evidenceRoute(app, applying, commit)
}

function beginRoute(app: App, { rules, publicUrl }: Applying, commit: Commit): void {
  const quota = new Quota('applications')
  app.post(
    '/v1/applications',
    {
      config: repeatable,
      schema: {
        operationId: 'apply',
        summary: 'Apply to become a partner',
        description:
          'What is missing may follow with PATCH at `statusUrl`, which is shown once. A complete application is confirmed by the link that we mail to its licensing contact, or else its urgent one; then we look at it.',
        body: applicationInput,
        response: { 201: begunSchema },
      },
    },
    async (request, reply) => {
      const { body, ip: address } = request
      return quota.spend(request, reply, () =>
        commit(
          request,
          reply.headers(unseen),
          201,
          async (tx) => {
            const { application, token } = await apply(tx, rules, body, { address })
            const standing = await answer(tx, tx.auditKey, application, tx.now)
            return { ...standing, statusUrl: `${publicUrl}/v1/applications/${token}` }
          },
          'statusUrl',
        ),
      )
    },
  )
}

/** Only what is well-formed counts: whoever mends mistakes is not held up. */
/** So much an hour is taken of a kind of request, from one address and from all together. */
class Quota {
  private readonly ofAddress: RateLimit
  private readonly ofAll: RateLimit

  constructor(name: keyof typeof quotas) {
    this.ofAddress = new RateLimit(quotas[name].address, { name, windowMs: hourMs })
    this.ofAll = new RateLimit(quotas[name].all, { name, windowMs: hourMs })
  }

  /** Only what is well-formed counts: whoever mends mistakes is not held up. Throws `rate-limited`. */
  require(request: FastifyRequest): void {
    this.ofAddress.require(addressOf(request))
    this.ofAll.require('all')
  }

  /** The same where answers are kept: one that is given again does not count. */
  async spend(
    request: FastifyRequest,
    reply: FastifyReply,
    answered: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    this.require(request)
    await answered()
    if (!reply.hasHeader('Idempotency-Replayed')) return reply
    this.ofAddress.giveBack(addressOf(request))
    this.ofAll.giveBack('all')
    return reply
  }
}

async function answer(queries: Queries, secret: Buffer, application: Application, now: Instant) {
  const standing = await standingOf(queries, application, now)
  return standingView(standing, await materialsOf(queries, secret, standing))
}

function tokenRoutes(app: App, applying: Applying): void {
  const { database, rules, now } = applying
  const quota = new Quota('application-changes')
  app.get(
    '/v1/applications/:token',
    {
      config,
      schema: {
        operationId: 'getApplication',
        summary: 'Where your application stands, and what is missing',
        params,
        response: { 200: standingSchema },
      },
    },
    async ({ params: { token } }, reply) => {
      const application = await requireByToken(database.read, token)
      const { read, auditKey } = database
      return reply.headers(unseen).send(await answer(read, auditKey, application, now()))
    },
  )
  app.patch(
    '/v1/applications/:token',
    {
      config: { ...config, problems: ['conflict'] },
      schema: {
        operationId: 'changeApplication',
        summary: 'Tell what was missing, or change what was told',
        description:
          'Until it is confirmed. What is left out stays as it is; null forgets. A change of a complete application is confirmed by a new link; those before are good no more.',
        params,
        body: draftInput,
        response: { 200: standingSchema },
      },
    },
    async (request, reply) => {
      const { params, body, ip: address } = request
      quota.require(request)
      const changed = await database.write(async (tx) =>
        answer(tx, tx.auditKey, await amend(tx, rules, params.token, body, { address }), tx.now),
      )
      return reply.headers(unseen).send(changed)
    },
  )
}

function evidenceRoute(app: App, { database, documents }: Applying, commit: Commit): void {
  const quota = new Quota('application-files')
  app.post(
    '/v1/applications/:token/evidence',
    {
      config: repeatable,
      bodyLimit: maxDocumentBody,
      schema: {
        operationId: 'addApplicationEvidence',
        summary: 'Add a file that shows how large your audience is',
        description:
          'While we look into your application. A PDF, PNG or JPEG of at most 10 MiB, which our staff alone can read; at most ten of them.',
        params,
        body: newEvidenceInput,
        response: { 201: standingSchema },
      },
    },
    async (request, reply) => {
      const { token } = request.params
      const { content, name } = request.body
      return quota.spend(request, reply, async () => {
        await requireInReview(database.read, token)
        return storing(documents, Buffer.from(content, 'base64'), (file) =>
          commit(request, reply.headers(unseen), 201, async (tx) =>
            answer(tx, tx.auditKey, await addEvidence(tx, token, file, name), tx.now),
          ),
        )
      })
    },
  )
}

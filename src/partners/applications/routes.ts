import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Instant } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { addressOf, RateLimit } from '../../platform/http/rate-limit.ts'
import type { App } from '../../platform/http/server.ts'
import { amend, apply, requireByToken } from './applications.ts'
import { examples } from './examples.ts'
import { applicationInput, draftInput } from './given.ts'
import type { ApplicationRules } from './rules.ts'
import { begunSchema, standingSchema, standingView } from './schema.ts'
import { standingOf } from './standing.ts'

const hourMs = 60 * 60 * 1_000
/** So many applications an hour are taken from one address, and from all together. */
const quotas = { address: 5, all: 200 } as const
const maxToken = 200

const config = {
  access: { by: 'public' },
  tag: 'Applications',
  responseHeaders: ['Cache-Control', 'Referrer-Policy'],
} as const
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
  rules: ApplicationRules
  publicUrl: string
  now: () => Instant
}

/** Becoming a partner, for whoever has no key yet. */
export function applicationRoutes(app: App, applying: Applying): void {
  beginRoute(app, applying)
  tokenRoutes(app, applying)
}

function beginRoute(app: App, { database, rules, publicUrl, now }: Applying): void {
  const admit = admission()
  app.post(
    '/v1/applications',
    {
      config: { ...config, problems: ['conflict'] },
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
      admit(request)
      const sender = { address: request.ip }
      const { application, token } = await database.write((tx) => apply(tx, rules, request.body, sender))
      const standing = standingView(await standingOf(database.read, application, now()))
      const statusUrl = `${publicUrl}/v1/applications/${token}`
      return reply
        .code(201)
        .headers(unseen)
        .send({ ...standing, statusUrl })
    },
  )
}

/** Only what is well-formed counts: whoever mends mistakes is not held up. */
function admission(): (request: FastifyRequest) => void {
  const ofAddress = new RateLimit(quotas.address, hourMs)
  const ofAll = new RateLimit(quotas.all, hourMs)
  return (request) => {
    const { exceeded } = ofAddress.take(addressOf(request))
    const full = exceeded ?? ofAll.take('all').exceeded
    if (full) throw full
  }
}

function tokenRoutes(app: App, { database, rules, now }: Applying): void {
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
      return reply.headers(unseen).send(standingView(await standingOf(database.read, application, now())))
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
      const changed = await database.write((tx) => amend(tx, rules, params.token, body, { address }))
      return reply.headers(unseen).send(standingView(await standingOf(database.read, changed, now())))
    },
  )
}

import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Instant } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
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
/** So many an hour are taken from one address, and from all together. */
const quotas = {
  applications: { address: 5, all: 200 },
  changes: { address: 60, all: 1_000 },
  files: { address: 20, all: 200 },
} as const
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
  documents: Storage
  rules: ApplicationRules
  publicUrl: string
  now: () => Instant
}

/** Becoming a partner, for whoever has no key yet. */
export function applicationRoutes(app: App, applying: Applying): void {
  beginRoute(app, applying)
  tokenRoutes(app, applying)
  evidenceRoute(app, applying)
}

function beginRoute(app: App, applying: Applying): void {
  const { database, rules, publicUrl } = applying
  const admit = admission(quotas.applications)
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
      const standing = await answer(applying, application)
      const statusUrl = `${publicUrl}/v1/applications/${token}`
      return reply
        .code(201)
        .headers(unseen)
        .send({ ...standing, statusUrl })
    },
  )
}

/** Only what is well-formed counts: whoever mends mistakes is not held up. */
function admission(quota: { address: number; all: number }): (request: FastifyRequest) => void {
  const ofAddress = new RateLimit(quota.address, hourMs)
  const ofAll = new RateLimit(quota.all, hourMs)
  return (request) => {
    const { exceeded } = ofAddress.take(addressOf(request))
    const full = exceeded ?? ofAll.take('all').exceeded
    if (full) throw full
  }
}

async function answer({ database, now }: Applying, application: Application) {
  const standing = await standingOf(database.read, application, now())
  return standingView(standing, await materialsOf(database, standing))
}

function tokenRoutes(app: App, applying: Applying): void {
  const { database, rules } = applying
  const admit = admission(quotas.changes)
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
      return reply.headers(unseen).send(await answer(applying, application))
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
      admit(request)
      const changed = await database.write((tx) => amend(tx, rules, params.token, body, { address }))
      return reply.headers(unseen).send(await answer(applying, changed))
    },
  )
}

function evidenceRoute(app: App, applying: Applying): void {
  const { database, documents } = applying
  const admit = admission(quotas.files)
  app.post(
    '/v1/applications/:token/evidence',
    {
      config: { ...config, problems: ['conflict'] },
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
      const { params, body } = request
      admit(request)
      await requireInReview(database.read, params.token)
      const application = await storing(documents, Buffer.from(body.content, 'base64'), (file) =>
        database.write((tx) => addEvidence(tx, params.token, file, body.name)),
      )
      return reply
        .code(201)
        .headers(unseen)
        .send(await answer(applying, application))
    },
  )
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { callingPartner } from '../../partners/calling-partner.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { type Id, idSchema } from '../../platform/ids.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { type Guarded, requireReachable } from './address.ts'
import {
  addEndpoint,
  changeEndpoint,
  type Endpoint,
  listEndpoints,
  removeEndpoint,
  requireEndpoint,
  rotateSecret,
} from './endpoints.ts'
import { sentEvents } from './event-schema.ts'
import {
  endpointChangesInput,
  endpointSchema,
  endpointView,
  newEndpointInput,
  newEndpointSchema,
  newEndpointView,
  rotationInput,
} from './schema.ts'

/** What routes for webhooks have in common. */
export const managing = {
  access: { by: 'partner', scope: 'webhooks:write' },
  tag: 'Webhooks',
} as const
export const params = z.object({ id: idSchema('whe') })
const making = { ...managing, problems: ['conflict'] } as const
const page = z.strictObject({ limit: limitSchema, cursor: cursorSchema })

/** What endpoints are managed with. */
export interface Endpoints {
  database: Database
  sealer: Sealer
  guarded: Guarded
}

/** Where a partner has changes sent. */
export function endpointRoutes(app: App, endpoints: Endpoints, commit: Commit): void {
  listRoute(app, endpoints)
  additionRoute(app, endpoints, commit)
  oneEndpointRoutes(app, endpoints, commit)
  endingRoutes(app, endpoints, commit)
}

function listRoute(app: App, { database }: Endpoints): void {
  app.get(
    '/v1/webhook-endpoints',
    {
      config: managing,
      schema: {
        operationId: 'listWebhookEndpoints',
        summary: 'Your webhook endpoints',
        querystring: page,
        response: { 200: listSchema(endpointSchema) },
      },
    },
    async (request) => endpointsOf(database, callingPartner(request).partner.id, request.query),
  )
}

function additionRoute(app: App, { database: _, sealer, guarded }: Endpoints, commit: Commit): void {
  app.post(
    '/v1/webhook-endpoints',
    {
      config: { ...making, sends: sentEvents },
      schema: {
        operationId: 'addWebhookEndpoint',
        summary: 'Have changes sent to an address',
        description:
          'What happens from now on is sent as a POST by the rules of Standard Webhooks 1.0: the change as `/v1/changes` has it, signed with the secret (see the callback). Answer with 2xx within 15 seconds; anything else is tried again, for up to three days. A body has at most 20 kB: of a longer one the attribution is left out, from `html` and `text` on, and at last the end of the note. You have up to 20 endpoints.',
        body: newEndpointInput,
        response: { 201: newEndpointSchema },
      },
    },
    async (request, reply) => {
      const { actor, partner } = callingPartner(request)
      await requireReachable(guarded, request.body.url)
      return commitSecret(commit, request, reply, (tx) =>
        addEndpoint(tx, actor, partner.id, request.body, sealer),
      )
    },
  )
}

function oneEndpointRoutes(app: App, { database, guarded }: Endpoints, commit: Commit): void {
  app.get(
    '/v1/webhook-endpoints/:id',
    {
      config: { ...managing, responseHeaders: ['ETag'] },
      schema: {
        operationId: 'getWebhookEndpoint',
        summary: 'One of your webhook endpoints',
        params,
        response: { 200: endpointSchema },
      },
    },
    async (request, reply) => {
      const endpoint = await requireEndpoint(
        database.read,
        callingPartner(request).partner.id,
        request.params.id,
      )
      reply.header('ETag', `"${endpoint.version}"`)
      return endpointView(endpoint)
    },
  )
  app.patch(
    '/v1/webhook-endpoints/:id',
    {
      config: { ...managing, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'changeWebhookEndpoint',
        summary: 'Change a webhook endpoint, turn it off or on',
        description: 'What is left out stays as it is.',
        params,
        body: endpointChangesInput,
        response: { 200: endpointSchema },
      },
    },
    async (request, reply) => {
      const { actor, partner } = callingPartner(request)
      const { params, body } = request
      if (body.url !== undefined) await requireReachable(guarded, body.url)
      return commit(request, reply, 200, async (tx) => {
        const present = await requireEndpoint(tx, partner.id, params.id)
        await requireMatch(request, present.version, () => endpointView(present))
        return endpointView(await changeEndpoint(tx, actor, present, body))
      })
    },
  )
}

function endingRoutes(app: App, { sealer }: Endpoints, commit: Commit): void {
  app.delete(
    '/v1/webhook-endpoints/:id',
    {
      config: managing,
      schema: {
        operationId: 'removeWebhookEndpoint',
        summary: 'Remove a webhook endpoint',
        params,
        response: { 200: endpointSchema },
      },
    },
    async (request, reply) => {
      const { actor, partner } = callingPartner(request)
      return commit(request, reply, 200, async (tx) =>
        endpointView(
          await removeEndpoint(tx, actor, await requireEndpoint(tx, partner.id, request.params.id)),
        ),
      )
    },
  )
  app.post(
    '/v1/webhook-endpoints/:id/secret-rotations',
    {
      config: making,
      schema: {
        operationId: 'rotateWebhookSecret',
        summary: 'Put another secret in place of one',
        description:
          'For the overlap each delivery carries two signatures, one by each secret; meanwhile it is rotated again with `overlapSeconds` 0 only.',
        params,
        body: rotationInput.nullish(),
        response: { 201: newEndpointSchema },
      },
    },
    async (request, reply) => {
      const { actor, partner } = callingPartner(request)
      return commitSecret(commit, request, reply, async (tx) => {
        const endpoint = await requireEndpoint(tx, partner.id, request.params.id)
        return rotateSecret(tx, actor, endpoint, request.body ?? {}, sealer)
      })
    },
  )
}

function commitSecret(
  commit: Commit,
  request: FastifyRequest,
  reply: FastifyReply,
  make: (tx: Tx) => Promise<Endpoint & { shownSecret: string }>,
): Promise<FastifyReply> {
  return commit(request, reply, 201, async (tx) => newEndpointView(await make(tx)), 'secret')
}

/** A page of a partner’s endpoints. */
export async function endpointsOf(
  { read }: Database,
  partnerId: Id<'par'>,
  { limit, cursor }: z.infer<typeof page>,
) {
  const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('whe')]))[0] : undefined
  const rows = await listEndpoints(read, partnerId, { limit: limit + 1, after })
  return pageOf(rows, limit, endpointView, ({ id }) => [id])
}

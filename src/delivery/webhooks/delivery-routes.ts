import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import { callingPartner } from '../../partners/calling-partner.ts'
import { requirePartner } from '../../partners/partners.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { currentLog, goingOn } from '../change-cursor.ts'
import { hearingOf } from '../hearing.ts'
import { maxAgain, replay, resend, resendFailed, sendTest } from './again.ts'
import { listDeliveries, requireDelivery } from './deliveries.ts'
import { endpointsOf, managing, params } from './endpoint-routes.ts'
import { requireEndpoint } from './endpoints.ts'
import {
  deliverySchema,
  deliveryView,
  endpointSchema,
  replaysInput,
  replaysSchema,
  resendsInput,
  resendsSchema,
} from './schema.ts'
import { deliveryStatuses } from './tables.ts'
import type { Writing } from './writing.ts'

const sending = { ...managing, problems: ['conflict'] } as const
const replaying = {
  ...managing,
  problems: ['conflict', 'cursor-expired', 'partner-not-approved', 'partner-declined', 'terms-not-accepted'],
} as const
const deliveryParams = params.extend({ deliveryId: idSchema('whd') })

/** What was or is to be delivered to an endpoint, and sending it again. */
export function webhookDeliveryRoutes(app: App, writing: Writing, commit: Commit): void {
  readingRoutes(app, writing.database)
  againRoutes(app, commit)
  failedRoute(app, commit)
  replayRoute(app, writing, commit)
}

function readingRoutes(app: App, database: Database): void {
  app.get(
    '/v1/webhook-endpoints/:id/deliveries',
    {
      config: managing,
      schema: {
        operationId: 'listWebhookDeliveries',
        summary: 'What was sent to an endpoint, the newest first',
        description: 'Deliveries are kept for 30 days.',
        params,
        querystring: z.strictObject({
          limit: limitSchema,
          cursor: cursorSchema,
          status: z.enum(deliveryStatuses).optional(),
        }),
        response: { 200: listSchema(deliverySchema) },
      },
    },
    async (request) => {
      const { limit, cursor, status } = request.query
      const { id } = await requireEndpoint(
        database.read,
        callingPartner(request).partner.id,
        request.params.id,
      )
      const before = cursor ? decodeCursor(cursor, z.tuple([idSchema('whd')]))[0] : undefined
      const rows = await listDeliveries(database.read, id, { limit: limit + 1, status, before })
      return pageOf(rows, limit, deliveryView, (row) => [row.id])
    },
  )
  app.get(
    '/v1/webhook-endpoints/:id/deliveries/:deliveryId',
    {
      config: managing,
      schema: {
        operationId: 'getWebhookDelivery',
        summary: 'One delivery, with its attempts',
        params: deliveryParams,
        response: { 200: deliverySchema },
      },
    },
    async (request) => {
      const { id } = await requireEndpoint(
        database.read,
        callingPartner(request).partner.id,
        request.params.id,
      )
      return deliveryView(await requireDelivery(database.read, id, request.params.deliveryId))
    },
  )
}

function againRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/webhook-endpoints/:id/test',
    {
      config: sending,
      schema: {
        operationId: 'testWebhookEndpoint',
        summary: 'Send a test to an endpoint',
        description: 'A `webhook.test`, tried once; fetch the delivery to see what became of it.',
        params,
        response: { 201: deliverySchema },
      },
    },
    async (request, reply) => {
      const { actor, partner } = callingPartner(request)
      return commit(request, reply, 201, async (tx) =>
        deliveryView(await sendTest(tx, actor, await requireEndpoint(tx, partner.id, request.params.id))),
      )
    },
  )
  app.post(
    '/v1/webhook-endpoints/:id/deliveries/:deliveryId/resends',
    {
      config: sending,
      schema: {
        operationId: 'resendWebhookDelivery',
        summary: 'Send one delivery again',
        description:
          'At once, and with all its attempts. Of a story that was taken back that is sent instead: the answer is the delivery that is sent.',
        params: deliveryParams,
        response: { 201: deliverySchema },
      },
    },
    async (request, reply) => {
      const { actor, partner } = callingPartner(request)
      const { id, deliveryId } = request.params
      return commit(request, reply, 201, async (tx) =>
        deliveryView(await resend(tx, actor, await requireEndpoint(tx, partner.id, id), deliveryId)),
      )
    },
  )
}

function failedRoute(app: App, commit: Commit): void {
  app.post(
    '/v1/webhook-endpoints/:id/resends',
    {
      config: sending,
      schema: {
        operationId: 'resendFailedWebhookDeliveries',
        summary: 'Send again all that has failed since a moment',
        description: `At most ${maxAgain} at once. Of stories that were taken back that is sent instead.`,
        params,
        body: resendsInput,
        response: { 201: resendsSchema },
      },
    },
    async (request, reply) => {
      const { actor, partner } = callingPartner(request)
      const { params, body } = request
      return commit(request, reply, 201, async (tx) =>
        resendFailed(tx, actor, await requireEndpoint(tx, partner.id, params.id), body.failedSince),
      )
    },
  )
}

function replayRoute(app: App, writing: Writing, commit: Commit): void {
  const { database, cursors } = writing
  app.post(
    '/v1/webhook-endpoints/:id/replays',
    {
      config: replaying,
      schema: {
        operationId: 'replayWebhookChanges',
        summary: 'Send all that was never delivered since a cursor',
        description: `At most ${maxAgain} changes are looked at at once. Of stories that were taken back that alone is sent.`,
        params,
        body: replaysInput,
        response: { 201: replaysSchema },
      },
    },
    async (request, reply) => {
      const caller = callingPartner(request)
      const log = await currentLog(database.read, caller)
      const hearing = await hearingOf(writing, caller)
      const start = await cursors.positionOf(database.read, request.body.after, log)
      const { from, positionAt } = goingOn(start, hearing)
      const heard = await hearing.page(from, maxAgain + 1)
      const shown = heard.slice(0, maxAgain)
      const last = heard.length > maxAgain ? shown.at(-1) : undefined
      const next = last ? cursors.at(log, positionAt(last.seq)) : null
      return commit(request, reply, 201, async (tx) => {
        const endpoint = await requireEndpoint(tx, caller.partner.id, request.params.id)
        return { queued: await replay(tx, caller.actor, endpoint, shown), next }
      })
    },
  )
}

/** Where a partner has changes sent, as staff see it. */
export function staffWebhookRoutes(app: App, database: Database): void {
  app.get(
    '/v1/staff/partners/:id/webhook-endpoints',
    {
      config: { access: { by: 'staff', roles: staffWho.read }, tag: 'Staff: partners' },
      schema: {
        operationId: 'listPartnerWebhookEndpoints',
        summary: 'List a partner’s webhook endpoints',
        params: z.object({ id: idSchema('par') }),
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(endpointSchema) },
      },
    },
    async ({ params: { id }, query }) => {
      await requirePartner(database.read, id)
      return endpointsOf(database, id, query)
    },
  )
}

import { z } from 'zod'
import { changeTypes } from '../../articles/tables.ts'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { instantSchema, line } from '../../platform/http/fields.ts'
import { idSchema } from '../../platform/ids.ts'
import type { WebhookDelivery } from './deliveries.ts'
import type { Endpoint } from './endpoints.ts'
import { examples } from './examples.ts'
import { deliveryStatuses, eventTypes, offReasons } from './tables.ts'

const maxUrlLength = 2_048
const maxDescription = 200
const maxOverlapSeconds = 30 * 24 * 60 * 60
const maxCursor = 500

const time = z.iso.datetime()

const url = z
  .string()
  .min(1)
  .max(maxUrlLength)
  .describe('An https address on the public internet, on the usual port.')
const events = z
  .array(z.enum(changeTypes))
  .min(1)
  .max(changeTypes.length)
  .transform((types) => [...new Set(types)])
  .describe('The types of changes that are sent.')

export const newEndpointInput = z
  .strictObject({
    url,
    events: events.optional().describe('The types of changes that are sent; by default all.'),
    description: line(maxDescription).optional().describe('Where it leads, for people.'),
  })
  .meta({ id: 'NewWebhookEndpoint', examples: [examples.newEndpoint] })

export const endpointChangesInput = z
  .strictObject({
    url: url.optional(),
    events: events.nullable().optional().describe('null for all.'),
    description: line(maxDescription).nullable().optional(),
    enabled: z
      .boolean()
      .optional()
      .describe(
        '`false` stops everything that is sent to it; `true` begins anew, with what happens from then on.',
      ),
  })
  .meta({ id: 'WebhookEndpointChanges', examples: [examples.changes] })

export const rotationInput = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(maxOverlapSeconds)
      .optional()
      .describe('How long the old secret signs as well; by default a day.'),
  })
  .meta({ id: 'WebhookSecretRotation', examples: [examples.rotation] })

export const endpointSchema = z
  .object({
    id: idSchema('whe'),
    url: z.string(),
    events: z
      .array(z.enum(changeTypes))
      .nullable()
      .describe('null: all, and when another endpoint of yours is turned off.'),
    description: z.string().nullable(),
    enabled: z.boolean(),
    off: z
      .object({ since: time, because: z.enum(offReasons) })
      .nullable()
      .describe(
        'Why nothing is sent: you `asked` for that, it answered 410 (`gone`), or it took nothing for five days (`failing`).',
      ),
    failingSince: time.nullable().describe('Since when it has taken nothing, where it fails at present.'),
    formerSecretUntil: time.nullable().describe('Until then the secret before signs as well.'),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'WebhookEndpoint', examples: [examples.endpoint] })

export const newEndpointSchema = endpointSchema
  .extend({
    secret: z.string().optional().describe('Shown this once; a replay of the request leaves it out.'),
  })
  .meta({ id: 'CreatedWebhookEndpoint', examples: [examples.created] })

export function endpointView(endpoint: Endpoint): z.infer<typeof endpointSchema> {
  const { id, url, events, description, offSince, offReason, formerUntil } = endpoint
  return {
    id,
    url,
    events,
    description,
    enabled: offSince === null,
    off: offSince === null || offReason === null ? null : { since: toRfc3339(offSince), because: offReason },
    failingSince: timeOrNull(endpoint.failingSince),
    formerSecretUntil: timeOrNull(formerUntil),
    createdAt: toRfc3339(endpoint.createdAt),
    updatedAt: toRfc3339(endpoint.updatedAt),
  }
}

/** An endpoint whose secret was made just now. */
export function newEndpointView({
  shownSecret,
  ...endpoint
}: Endpoint & { shownSecret: string }): z.infer<typeof newEndpointSchema> {
  return { ...endpointView(endpoint), secret: shownSecret }
}

export const deliverySchema = z
  .object({
    id: idSchema('whd').describe('The `webhook-id`, the same at every attempt.'),
    type: z.enum(eventTypes),
    article: idSchema('art').nullable(),
    urgent: z.boolean().describe('Kills, withdrawals and corrections, and what comes before them.'),
    status: z
      .enum(deliveryStatuses)
      .describe('`canceled`: its story was taken back, or it is not yours to know any more.'),
    createdAt: time,
    nextAttemptAt: time.nullable(),
    endedAt: time.nullable(),
    attempts: z
      .array(
        z.object({
          at: time,
          durationMs: z.int(),
          status: z.int().nullable().describe('null where nothing was answered.'),
          error: z.string().nullable(),
          response: z.string().nullable().describe('The first 2 KiB, as text.'),
        }),
      )
      .describe('The newest 30.'),
  })
  .meta({ id: 'WebhookDelivery', examples: [examples.delivery] })

export function deliveryView(delivery: WebhookDelivery): z.infer<typeof deliverySchema> {
  const { id, type, articleId, lane, status, createdAt, nextAt, endedAt, tried } = delivery
  return {
    id,
    type,
    article: articleId,
    urgent: lane === 'urgent',
    status,
    createdAt: toRfc3339(createdAt),
    nextAttemptAt: status === 'waiting' ? toRfc3339(nextAt) : null,
    endedAt: timeOrNull(endedAt),
    attempts: tried.map(({ at, durationMs, status, error, response }) => ({
      at: toRfc3339(at),
      durationMs,
      status,
      error,
      response,
    })),
  }
}

export const resendsInput = z
  .strictObject({ failedSince: instantSchema.describe('What was given up since then.') })
  .meta({ id: 'WebhookResends', examples: [examples.failedSince] })

export const resendsSchema = z
  .object({
    queued: z.int().describe('How many are sent again.'),
    more: z.boolean().describe('There are more: ask again.'),
  })
  .meta({ id: 'WebhookResendsQueued', examples: [examples.queued] })

export const replaysInput = z
  .strictObject({ after: z.string().max(maxCursor).describe('A cursor of the change log.') })
  .meta({ id: 'WebhookReplays', examples: [examples.after] })

export const replaysSchema = z
  .object({
    queued: z.int().describe('How many changes are sent that were never delivered.'),
    next: z.string().nullable().describe('There are more: go on with this as `after`.'),
  })
  .meta({ id: 'WebhookReplaysQueued', examples: [examples.replayed] })

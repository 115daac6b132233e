import { and, asc, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { type deliveryStatuses, webhookAttempts, webhookDeliveries } from './tables.ts'

/** How many attempts of a delivery are kept, the newest. */
export const keptAttempts = 30

type Attempt = typeof webhookAttempts.$inferSelect
export type DeliveryRow = typeof webhookDeliveries.$inferSelect
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** A delivery with its attempts in order. */
export type WebhookDelivery = DeliveryRow & { tried: Attempt[] }

interface Page {
  limit: number
  status?: DeliveryStatus | undefined
  before?: Id<'whd'> | undefined
}

/** A page of what was or is to be delivered to an endpoint, the newest first. */
export async function listDeliveries(
  queries: Queries,
  endpointId: Id<'whe'>,
  { limit, status, before }: Page,
): Promise<WebhookDelivery[]> {
  const rows = await queries
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, endpointId),
        status && eq(webhookDeliveries.status, status),
        before && lt(webhookDeliveries.id, before),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit)
  return withAttempts(queries, rows)
}

/** A delivery to an endpoint. Throws `not-found`. */
export async function requireDelivery(
  queries: Queries,
  endpointId: Id<'whe'>,
  id: Id<'whd'>,
): Promise<WebhookDelivery> {
  const rows = await queries
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.endpointId, endpointId)))
    .limit(1)
  const [delivery] = await withAttempts(queries, rows)
  if (delivery) return delivery
  throw new Problem('not-found', {
    detail: `There is no delivery ${id} to ${endpointId}; they are kept for 30 days.`,
  })
}

async function withAttempts(queries: Queries, rows: DeliveryRow[]): Promise<WebhookDelivery[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const attempts = await queries
    .select()
    .from(webhookAttempts)
    .where(inArray(webhookAttempts.deliveryId, ids))
    .orderBy(asc(webhookAttempts.deliveryId), asc(webhookAttempts.number))
    .limit(ids.length * keptAttempts)
  const byDelivery = Map.groupBy(attempts, ({ deliveryId }) => deliveryId)
  return rows.map((row) => ({ ...row, tried: byDelivery.get(row.id) ?? [] }))
}

/** What still waits for an endpoint waits no more. */
export async function endDeliveries(
  tx: Tx,
  endpointId: Id<'whe'>,
  outcome: 'failed' | 'canceled',
): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ status: outcome, endedAt: tx.now })
    .where(and(eq(webhookDeliveries.endpointId, endpointId), eq(webhookDeliveries.status, 'waiting')))
}

import { and, eq, isNull, lte } from 'drizzle-orm'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { type DeliveryRow, keptAttempts } from './deliveries.ts'
import type { Due } from './due.ts'
import type { Outcome } from './posting.ts'
import { nextAttempt, retryAfterMs } from './schedule.ts'
import { testType, webhookAttempts, webhookDeliveries, webhookEndpoints } from './tables.ts'

/** Whether a receiver took what was sent: any redirect is a failure. */
export function isTaken({ status }: Pick<Outcome, 'status'>): boolean {
  return status !== null && status >= 200 && status < 300
}

/** Notes an attempt, with what is to become of its delivery. */
export async function noteAttempt(
  queries: Queries,
  { delivery, endpoint }: Due,
  outcome: Outcome,
  now: number,
): Promise<void> {
  const taken = isTaken(outcome)
  const { retryAfter, ...attempt } = outcome
  const number = delivery.attempts + 1
  const next = taken ? ended('delivered', now) : afterFailure(delivery, retryAfter, now)
  await queries
    .update(webhookDeliveries)
    .set({ attempts: number, ...next })
    .where(isWaiting(delivery.id))
  await queries
    .insert(webhookAttempts)
    .values({ deliveryId: delivery.id, number, ...attempt })
    // Two processes have sent it, where a lease was lost.
    .onConflictDoNothing()
  if (number > keptAttempts) await forget(queries, delivery.id, number - keptAttempts)
  await noteHealth(queries, endpoint, taken, now)
}

/** Notes that nobody is to be told of it any more. */
export async function noteCanceled(queries: Queries, id: Id<'whd'>, now: number): Promise<void> {
  await queries.update(webhookDeliveries).set(ended('canceled', now)).where(isWaiting(id))
}

function afterFailure(
  { type, lane, failures: before }: DeliveryRow,
  retryAfter: string | undefined,
  now: number,
) {
  const failures = before + 1
  const wish = { lane, failures, now, retryAfterMs: retryAfterMs(retryAfter, now), random: Math.random() }
  // Whoever tries an endpoint asks again.
  const nextAt = type === testType ? undefined : nextAttempt(wish)
  return nextAt === undefined ? { failures, ...ended('failed', now) } : { failures, nextAt }
}

function ended(status: 'delivered' | 'failed' | 'canceled', now: number) {
  return { status, endedAt: now }
}

// What was canceled while it was under way stays so.
function isWaiting(id: Id<'whd'>) {
  return and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.status, 'waiting'))
}

async function forget(queries: Queries, id: Id<'whd'>, upTo: number): Promise<void> {
  await queries
    .delete(webhookAttempts)
    .where(and(eq(webhookAttempts.deliveryId, id), lte(webhookAttempts.number, upTo)))
}

async function noteHealth(
  queries: Queries,
  { id, failingSince }: Due['endpoint'],
  taken: boolean,
  now: number,
): Promise<void> {
  if (taken === (failingSince === null)) return
  await queries
    .update(webhookEndpoints)
    .set({ failingSince: taken ? null : now })
    .where(and(eq(webhookEndpoints.id, id), taken ? undefined : isNull(webhookEndpoints.failingSince)))
}

import {
  aliasedTable,
  and,
  asc,
  eq,
  inArray,
  lt,
  lte,
  notExists,
  notInArray,
  placeholder,
  sql,
} from 'drizzle-orm'
import type { Instant } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { skippingLocked } from '../../platform/database/locking.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Id } from '../../platform/ids.ts'
import { leaseMs } from '../../platform/jobs/claims.ts'
import { enqueued } from '../../platform/jobs/queue.ts'
import { deliveryLanes, webhookDeliveries, webhookQueues } from './tables.ts'

export type DeliveryLane = (typeof deliveryLanes)[number]

const never = Number.MAX_SAFE_INTEGER

/** The lane of an endpoint that a process has to itself as long as the lease lasts. */
export interface ClaimedQueue {
  /** Of the endpoint. */
  id: Id<'whe'>
  lane: DeliveryLane
  leaseId: string
}

export async function openQueues(tx: Tx, endpointId: Id<'whe'>): Promise<void> {
  await tx
    .insert(webhookQueues)
    .values(deliveryLanes.map((lane) => ({ endpointId, lane, dueAt: never, leaseId: null })))
}

/** Nothing waits any more, and whoever is sending has nothing to give back: should it die, no lease is left to nobody. */
export async function closeQueues(tx: Tx, endpointId: Id<'whe'>): Promise<void> {
  await tx
    .update(webhookQueues)
    .set({ dueAt: never, leaseId: null })
    .where(eq(webhookQueues.endpointId, endpointId))
}

/** Has what was added to these lanes sent. Whoever is sending finds it at the end of its turn. */
export async function wake(tx: Tx, endpointIds: Id<'whe'>[], lane: DeliveryLane): Promise<void> {
  await tx
    .update(webhookQueues)
    // Written also where nothing changes: whoever gives it back meanwhile waits, and then sees what was added.
    .set({ dueAt: soonest(tx.now) })
    .where(and(eq(webhookQueues.lane, lane), inArray(webhookQueues.endpointId, endpointIds)))
  tx.signals.add(enqueued)
}

function soonest(at: Instant) {
  const { leaseId, dueAt } = webhookQueues
  return sql<number>`case when ${leaseId} is null and ${dueAt} > ${at} then ${at} else ${dueAt} end`
}

/** Whether anything is due in a lane of any endpoint. */
export async function isAnyDue(queries: Queries, lane: DeliveryLane, now: Instant): Promise<boolean> {
  const found = await firstDue(queries).execute({ lane, now })
  return found.length > 0
}

const firstDue = prepared((queries) =>
  queries
    .select({ endpointId: webhookQueues.endpointId })
    .from(webhookQueues)
    .where(and(eq(webhookQueues.lane, placeholder('lane')), lte(webhookQueues.dueAt, placeholder('now'))))
    .limit(1)
    .prepare(),
)

interface Wish {
  lane: DeliveryLane
  now: Instant
  limit: number
  leaseId: string
  /** Endpoints that this process is not quite done with: what was added meanwhile is taken when it is. */
  except: readonly string[]
}

/** Takes what has been due longest, also from those whose lease has ended; as `claims.ts` does it with jobs. */
export async function claimQueues(
  queries: Queries,
  { lane, now, limit, leaseId, except }: Wish,
): Promise<ClaimedQueue[]> {
  const chosen = queries
    .select({ endpointId: webhookQueues.endpointId })
    .from(webhookQueues)
    .where(
      and(
        eq(webhookQueues.lane, lane),
        lte(webhookQueues.dueAt, now),
        notInArray(sql`${webhookQueues.endpointId}`, [...except]),
      ),
    )
    .orderBy(asc(webhookQueues.dueAt), asc(webhookQueues.endpointId))
    .limit(limit)
  const first = queries.$with('first').as(skippingLocked(chosen))
  const claimed = await queries
    .with(first)
    .update(webhookQueues)
    .set({ leaseId, dueAt: now + leaseMs })
    .where(
      and(
        eq(webhookQueues.lane, lane),
        inArray(webhookQueues.endpointId, queries.select({ endpointId: first.endpointId }).from(first)),
      ),
    )
    .returning({ id: webhookQueues.endpointId })
  return claimed.map(({ id }) => ({ id, lane, leaseId }))
}

/** Makes the leases last longer; returns the endpoints whose lane is still under them. */
export async function extendQueues(
  queries: Queries,
  lane: DeliveryLane,
  held: readonly ClaimedQueue[],
  now: Instant,
): Promise<Id<'whe'>[]> {
  const leases = [...new Set(held.map(({ leaseId }) => leaseId))]
  const kept = await queries
    .update(webhookQueues)
    .set({ dueAt: now + leaseMs })
    .where(
      and(
        eq(webhookQueues.lane, lane),
        inArray(
          webhookQueues.endpointId,
          held.map(({ id }) => id),
        ),
        inArray(webhookQueues.leaseId, leases),
      ),
    )
    .returning({ id: webhookQueues.endpointId })
  return kept.map(({ id }) => id)
}

/** Gives a lane back, due when the next of its deliveries is, unless it belongs to somebody else by now. */
export async function releaseQueue(queries: Queries, { id, lane, leaseId }: ClaimedQueue): Promise<void> {
  const released = await queries
    .update(webhookQueues)
    .set({ leaseId: null, dueAt: never })
    .where(
      and(eq(webhookQueues.endpointId, id), eq(webhookQueues.lane, lane), eq(webhookQueues.leaseId, leaseId)),
    )
    .returning({ id: webhookQueues.endpointId })
  if (released.length === 0) return
  // Asked only now that the row is ours, so that nothing can be added unseen. What was done in this lane may
  // have been what the other waited for.
  for (const next of await nextDue(queries, id))
    await queries
      .update(webhookQueues)
      .set({ dueAt: soonest(next.at) })
      .where(and(eq(webhookQueues.endpointId, id), eq(webhookQueues.lane, next.lane)))
}

async function nextDue(queries: Queries, endpointId: Id<'whe'>) {
  const due: { lane: DeliveryLane; at: Instant }[] = []
  for (const lane of deliveryLanes) {
    const [next] = await firstWaiting(queries).execute({ endpointId, lane })
    if (next) due.push({ lane, at: next.at })
  }
  return due
}

// By the index on when deliveries are due: what else waits there is not read, however much it is.
const firstWaiting = prepared((queries) =>
  queries
    .select({ at: webhookDeliveries.nextAt })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, placeholder('endpointId')),
        eq(webhookDeliveries.lane, placeholder('lane')),
        eq(webhookDeliveries.status, 'waiting'),
        isFirst(queries),
      ),
    )
    .orderBy(asc(webhookDeliveries.nextAt))
    .limit(1)
    .prepare(),
)

/** What may be sent in a lane now, what has waited longest first: of each story only the earliest change. */
export async function sendable(
  queries: Queries,
  { id, lane }: ClaimedQueue,
  now: Instant,
  limit: number,
): Promise<Id<'whd'>[]> {
  const rows = await dueDeliveries(queries).execute({ endpointId: id, lane, now, limit })
  return rows.map((row) => row.id)
}

const dueDeliveries = prepared((queries) =>
  queries
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, placeholder('endpointId')),
        eq(webhookDeliveries.lane, placeholder('lane')),
        eq(webhookDeliveries.status, 'waiting'),
        lte(webhookDeliveries.nextAt, placeholder('now')),
        isFirst(queries),
      ),
    )
    .orderBy(asc(webhookDeliveries.nextAt))
    .limit(placeholder('limit'))
    .prepare(),
)

const earlier = aliasedTable(webhookDeliveries, 'earlier')

// No change of a story is sent before the one before it was delivered or is given up.
function isFirst(queries: Queries) {
  return notExists(
    queries
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.articleId, webhookDeliveries.articleId),
          eq(earlier.endpointId, webhookDeliveries.endpointId),
          eq(earlier.status, 'waiting'),
          lt(earlier.seq, webhookDeliveries.seq),
        ),
      ),
  )
}

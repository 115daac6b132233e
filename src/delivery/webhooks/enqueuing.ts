import { and, eq, inArray, lt, ne } from 'drizzle-orm'
import type { Article } from '../../articles/articles.ts'
import { type ChangeRow, mends } from '../../articles/changes.ts'
import type { Instant } from '../../platform/clock.ts'
import { insertAll } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import type { DeliveryRow } from './deliveries.ts'
import { type DeliveryLane, wake } from './queues.ts'
import { disabledType, drillType, testType, webhookDeliveries } from './tables.ts'

export type Change = Pick<ChangeRow['change'], 'seq' | 'type' | 'articleId' | 'comesDown'>

/** What ends a story: whatever was to be said of it before is not said any more. */
export const endingTypes = ['article.killed', 'article.withdrawn'] as const

/** Whether a story was taken back since: then that is told, and nothing that was before. */
export function isOvertaken(
  type: DeliveryRow['type'],
  status: Article['status'] | null | undefined,
): boolean {
  if (status === 'killed') return type !== 'article.killed'
  return status === 'withdrawn' && type !== 'article.withdrawn'
}

/** Whether a change ends its story. */
export function isEnding(type: DeliveryRow['type']): boolean {
  return endingTypes.some((one) => one === type)
}

/** Has a change brought to those of these endpoints that it was not brought to yet. */
export async function enqueueChange(tx: Tx, change: Change, endpointIds: Id<'whe'>[]): Promise<void> {
  if (endpointIds.length === 0) return
  const lane = laneOf(change)
  await insertAll(
    tx,
    webhookDeliveries,
    endpointIds.map((endpointId) => newDelivery(endpointId, change, tx.now)),
    { leavesKnown: true },
  )
  if (lane === 'urgent') await hurry(tx, change, endpointIds)
  await wake(tx, endpointIds, lane)
}

/** The delivery of a change that nobody has tried. */
export function newDelivery(endpointId: Id<'whe'>, change: Change, now: Instant): DeliveryRow {
  const { seq, type, articleId } = change
  return { ...untried(endpointId, now), type, seq, articleId, lane: laneOf(change) }
}

/** The delivery of a test. */
export function newTest(endpointId: Id<'whe'>, now: Instant): DeliveryRow {
  return { ...untried(endpointId, now), type: testType, seq: null, articleId: null, lane: 'default' }
}

/** Has a drill brought to endpoints, as fast as a kill. */
export async function enqueueDrill(tx: Tx, drillId: Id<'drl'>, endpointIds: Id<'whe'>[]): Promise<void> {
  if (endpointIds.length === 0) return
  const event = { type: drillType, seq: null, articleId: null, lane: 'urgent' } as const
  const rows = endpointIds.map((endpointId) => ({ ...untried(endpointId, tx.now), ...event, drillId }))
  await insertAll(tx, webhookDeliveries, rows)
  await wake(tx, endpointIds, event.lane)
}

/** Tells endpoints that another one of their partner was turned off. */
export async function enqueueDisabled(
  tx: Tx,
  disabledId: Id<'whe'>,
  endpointIds: Id<'whe'>[],
): Promise<void> {
  if (endpointIds.length === 0) return
  const event = { type: disabledType, seq: null, articleId: null, lane: 'default' } as const
  const rows = endpointIds.map((endpointId) => ({ ...untried(endpointId, tx.now), ...event, disabledId }))
  await insertAll(tx, webhookDeliveries, rows)
  await wake(tx, endpointIds, event.lane)
}

function untried(endpointId: Id<'whe'>, now: Instant) {
  const begun = { status: 'waiting', nextAt: now, createdAt: now, endedAt: null } as const
  return {
    id: newId('whd'),
    endpointId,
    ...{ drillId: null, disabledId: null },
    attempts: 0,
    failures: 0,
    ...begun,
  }
}

// What must come down or be mended waits behind nothing else.
function laneOf(change: Change): DeliveryLane {
  return mends(change) ? 'urgent' : 'default'
}

/** What comes before something urgent of the same story is as urgent. */
async function hurry(tx: Tx, { seq, articleId }: Change, endpointIds: Id<'whe'>[]): Promise<void> {
  if (articleId === null) return
  await tx
    .update(webhookDeliveries)
    .set({ lane: 'urgent', nextAt: tx.now })
    .where(
      and(
        ...earlierOf(articleId, seq),
        ne(webhookDeliveries.lane, 'urgent'),
        inArray(webhookDeliveries.endpointId, endpointIds),
      ),
    )
}

/** A story is over: what of it was not delivered before never is, to no endpoint. */
export async function cancelEarlier(tx: Tx, { seq, articleId }: Change): Promise<void> {
  if (articleId === null) return
  await tx
    .update(webhookDeliveries)
    .set({ status: 'canceled', endedAt: tx.now })
    .where(and(...earlierOf(articleId, seq)))
}

function earlierOf(articleId: Id<'art'>, seq: number) {
  return [
    eq(webhookDeliveries.articleId, articleId),
    eq(webhookDeliveries.status, 'waiting'),
    lt(webhookDeliveries.seq, seq),
  ]
}

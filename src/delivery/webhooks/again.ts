import { and, asc, eq, gte, inArray, isNotNull, max } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import type { LoggedChange } from '../../articles/changes.ts'
import { articles, changes } from '../../articles/tables.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Instant } from '../../platform/clock.ts'
import { insertAll } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { type DeliveryRow, type DeliveryStatus, requireDelivery, type WebhookDelivery } from './deliveries.ts'
import { type Endpoint, wants } from './endpoints.ts'
import { type Change, endingTypes, isOvertaken, newDelivery, newTest } from './enqueuing.ts'
import { broughtBy } from './follower.ts'
import { wake } from './queues.ts'
import { deliveryLanes, testType, webhookDeliveries } from './tables.ts'

/** How many deliveries are sent again at once. */
export const maxAgain = 1_000

const anyStatus: readonly DeliveryStatus[] = ['waiting', 'delivered', 'failed', 'canceled']
const undelivered: readonly DeliveryStatus[] = ['failed', 'canceled']

/** Sends something to an endpoint, to see whether it arrives. It is tried once. */
export async function sendTest(tx: Tx, actor: Actor, endpoint: Endpoint): Promise<WebhookDelivery> {
  requireOn(endpoint)
  const delivery = newTest(endpoint.id, tx.now)
  await tx.insert(webhookDeliveries).values(delivery)
  await wake(tx, [endpoint.id], delivery.lane)
  await audit(tx, actor, 'webhook.test', endpoint.id, { deliveryId: delivery.id })
  return { ...delivery, tried: [] }
}

/**
 * Sends a delivery again, whatever became of it. Of a story that was taken back that is told instead: what comes
 * back is the delivery that is sent.
 */
export async function resend(
  tx: Tx,
  actor: Actor,
  endpoint: Endpoint,
  id: Id<'whd'>,
): Promise<WebhookDelivery> {
  requireOn(endpoint)
  const delivery = await requireDelivery(tx, endpoint.id, id)
  const { seq, type } = delivery
  if (seq === null) {
    const what =
      type === testType ? 'was a test; send another one' : 'told of no change; it is not sent again'
    throw new Problem('conflict', { detail: `${id} ${what}.` })
  }
  const present = await presentStateOf(tx, delivery, seq)
  await ask(tx, endpoint, [present], anyStatus)
  const [sent] = await tx
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.endpointId, endpoint.id), eq(webhookDeliveries.seq, present.seq)))
    .limit(1)
  if (!sent)
    throw new Problem('conflict', { detail: 'The story was taken back just now; that is sent by itself.' })
  await audit(tx, actor, 'webhook.resend', endpoint.id, { deliveryId: id, as: sent.id })
  return requireDelivery(tx, endpoint.id, sent.id)
}

interface Again {
  queued: number
  more: boolean
}

/** Sends again what has failed since a moment, as many as are taken at once. */
export async function resendFailed(
  tx: Tx,
  actor: Actor,
  endpoint: Endpoint,
  failedSince: Instant,
): Promise<Again> {
  requireOn(endpoint)
  const failed = await failedOf(tx, endpoint, failedSince)
  const revived = await revivalsOf(tx, failed)
  const back = failed.filter((row) => isRevived(row, revived))
  const over = failed.filter(({ type, status }) => isOvertaken(type, status))
  const past = [...back, ...over]
  await cancel(
    tx,
    past.map(({ id }) => id),
  )
  const endings = await endingsOf(
    tx,
    over.flatMap(({ articleId }) => articleId ?? []),
  )
  const others = failed.filter((row) => !past.includes(row)).map(({ seq }) => seq)
  const present = [...(await changesNumbered(tx, others)), ...endings, ...revived]
  const queued = await ask(tx, endpoint, present, undelivered)
  await audit(tx, actor, 'webhook.resend-failed', endpoint.id, { failedSince, queued })
  return { queued, more: failed.length === maxAgain }
}

/** Sends what of these changes was never delivered. */
export async function replay(
  tx: Tx,
  actor: Actor,
  endpoint: Endpoint,
  heard: readonly LoggedChange[],
): Promise<number> {
  requireOn(endpoint)
  const statuses = new Map(heard.map(({ seq, status }) => [seq, status]))
  const rows = await changesNumbered(tx, [...statuses.keys()])
  const revived = await revivalsOf(
    tx,
    rows.map((row) => ({ ...row, status: statuses.get(row.seq) })),
  )
  const wanted = rows.filter(
    (row) =>
      wants(endpoint, row.type) && !isOvertaken(row.type, statuses.get(row.seq)) && !isRevived(row, revived),
  )
  const queued = await ask(tx, endpoint, wanted, undelivered)
  await audit(tx, actor, 'webhook.replay', endpoint.id, { queued })
  return queued
}

function requireOn({ id, offSince }: Endpoint): void {
  if (offSince === null) return
  throw new Problem('conflict', { detail: `${id} is turned off; turn it on first.` })
}

/** Has changes sent: those that never were, and those whose delivery has one of these outcomes. */
async function ask(
  tx: Tx,
  { id: endpointId }: Endpoint,
  wanted: readonly Change[],
  outcomes: readonly DeliveryStatus[],
): Promise<number> {
  // The others are brought by themselves.
  const asked = wanted.filter(await broughtBy(tx))
  if (asked.length === 0) return 0
  const ofThese = and(
    eq(webhookDeliveries.endpointId, endpointId),
    inArray(
      webhookDeliveries.seq,
      asked.map(({ seq }) => seq),
    ),
  )
  const known = await tx
    .select({ seq: webhookDeliveries.seq })
    .from(webhookDeliveries)
    .where(ofThese)
    .limit(maxAgain)
  const seqs = new Set(known.map(({ seq }) => seq))
  const missing = asked.filter(({ seq }) => !seqs.has(seq)).map((one) => newDelivery(endpointId, one, tx.now))
  if (missing.length > 0) await insertAll(tx, webhookDeliveries, missing)
  const renewed = await tx
    .update(webhookDeliveries)
    .set({ status: 'waiting', nextAt: tx.now, failures: 0, endedAt: null })
    .where(and(ofThese, inArray(webhookDeliveries.status, [...outcomes])))
    .returning({ id: webhookDeliveries.id })
  for (const lane of deliveryLanes) await wake(tx, [endpointId], lane)
  return missing.length + renewed.length
}

/** What is to be told of a delivery’s story now. */
async function presentStateOf(tx: Tx, { type, articleId }: DeliveryRow, seq: number): Promise<Change> {
  if (articleId !== null) {
    const { status } = articles
    const [story] = await tx.select({ status }).from(articles).where(eq(articles.id, articleId)).limit(1)
    const [ending] = isOvertaken(type, story?.status) ? await endingsOf(tx, [articleId]) : []
    if (ending) return ending
    const [revival] = await revivalsOf(tx, [{ type, articleId, seq, status: story?.status }])
    if (revival) return revival
  }
  const [change] = await changesNumbered(tx, [seq])
  if (!change) throw new Error(`The log has no entry ${seq}`)
  return change
}

/** What told that these stories were taken back. */
async function endingsOf(tx: Tx, articleIds: Id<'art'>[]): Promise<Change[]> {
  const { seq, type, articleId } = changes
  const newest = await tx
    .select({ seq: max(seq) })
    .from(changes)
    .where(and(inArray(articleId, articleIds), inArray(type, [...endingTypes])))
    .groupBy(articleId)
    .limit(maxAgain)
  return changesNumbered(
    tx,
    newest.flatMap((row) => row.seq ?? []),
  )
}

type Told = Pick<DeliveryRow, 'type' | 'articleId'> & { seq: number }

/** What published stories again that these changes withdrew, where they are published now. */
async function revivalsOf(
  tx: Tx,
  told: readonly (Told & { status: string | null | undefined })[],
): Promise<Change[]> {
  const withdrawn = told.filter((row) => row.type === 'article.withdrawn' && row.status === 'published')
  if (withdrawn.length === 0) return []
  const { seq, type, articleId } = changes
  const ids = withdrawn.flatMap((row) => row.articleId ?? [])
  const newest = await tx
    .select({ seq: max(seq) })
    .from(changes)
    .where(and(inArray(articleId, ids), eq(type, 'article.published')))
    .groupBy(articleId)
    .limit(maxAgain)
  const published = await changesNumbered(
    tx,
    newest.flatMap((row) => row.seq ?? []),
  )
  return published.filter((one) => withdrawn.some((row) => isRevived(row, [one])))
}

function isRevived({ type, articleId, seq }: Told, revivals: readonly Change[]): boolean {
  if (type !== 'article.withdrawn') return false
  return revivals.some((one) => one.articleId === articleId && one.seq > seq)
}

async function changesNumbered(tx: Tx, seqs: number[]): Promise<Change[]> {
  const { seq, type, articleId, comesDown } = changes
  return tx
    .select({ seq, type, articleId, comesDown })
    .from(changes)
    .where(inArray(seq, seqs))
    .limit(maxAgain)
}

async function failedOf(tx: Tx, { id }: Endpoint, failedSince: Instant) {
  const { seq, type, articleId, endpointId, status, endedAt } = webhookDeliveries
  const rows = await tx
    .select({ id: webhookDeliveries.id, seq, type, articleId, status: articles.status })
    .from(webhookDeliveries)
    .leftJoin(articles, eq(articles.id, articleId))
    .where(and(eq(endpointId, id), eq(status, 'failed'), gte(endedAt, failedSince), isNotNull(seq)))
    .orderBy(asc(webhookDeliveries.id))
    .limit(maxAgain)
  return rows.flatMap(({ seq, ...row }) => (seq === null ? [] : [{ seq, ...row }]))
}

async function cancel(tx: Tx, ids: Id<'whd'>[]): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ status: 'canceled', endedAt: tx.now })
    .where(inArray(webhookDeliveries.id, ids))
}

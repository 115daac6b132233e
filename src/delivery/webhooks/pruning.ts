import { and, eq, inArray, isNotNull, lt, ne, notExists, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayMs, type Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import { jobKind, type Runner, runner } from '../../platform/jobs/kinds.ts'
import { type Schedule, schedule } from '../../platform/jobs/scheduler.ts'
import { webhookAttempts, webhookDeliveries, webhookEndpoints, webhookQueues } from './tables.ts'

const keptForMs = 30 * dayMs
const pruneEveryMs = 60 * 60 * 1_000
const maxPerCommit = 500

const pruneDeliveries = jobKind({ kind: 'webhooks.prune', lane: 'bulk', payload: z.strictObject({}) })

/** Deletes deliveries after 30 days, and removed endpoints that have none; a few in each commit. */
export const deliveryPruning: { runner: Runner; schedule: Schedule } = {
  schedule: schedule(pruneDeliveries.kind, { everyMs: pruneEveryMs }, pruneDeliveries, {}),
  runner: runner(pruneDeliveries, async ({ database, now, signal }) => {
    for (let deleted = maxPerCommit; deleted === maxPerCommit; ) {
      signal.throwIfAborted()
      deleted = await database.append((queries) => deleteSome(queries, now - keptForMs))
    }
    await database.append(deleteRemoved)
  }),
}

async function deleteSome(queries: Queries, until: Instant): Promise<number> {
  const { id, status, createdAt } = webhookDeliveries
  const rows = await queries
    .select({ id })
    .from(webhookDeliveries)
    .where(and(lt(createdAt, until), ne(status, 'waiting')))
    .limit(maxPerCommit)
  const ids = rows.map((row) => row.id)
  await queries.delete(webhookAttempts).where(inArray(webhookAttempts.deliveryId, ids))
  await queries.delete(webhookDeliveries).where(inArray(id, ids))
  return rows.length
}

async function deleteRemoved(queries: Queries): Promise<void> {
  const { id, removedAt } = webhookEndpoints
  const rows = await queries
    .select({ id })
    .from(webhookEndpoints)
    .where(
      and(
        isNotNull(removedAt),
        notExists(
          queries.select({ one: sql`1` }).from(webhookDeliveries).where(eq(webhookDeliveries.endpointId, id)),
        ),
      ),
    )
    .limit(maxPerCommit)
  const ids = rows.map((row) => row.id)
  await queries.delete(webhookQueues).where(inArray(webhookQueues.endpointId, ids))
  await queries.delete(webhookEndpoints).where(inArray(id, ids))
}

import { and, count, eq, lte, min } from 'drizzle-orm'
import type { Instant } from '../../platform/clock.ts'
import type { Database, Queries } from '../../platform/database/database.ts'
import type { Metrics } from '../../platform/http/metrics.ts'
import { deliveryLanes, webhookDeliveries } from './tables.ts'

const msPerS = 1_000

/** Tells Prometheus how much waits to be sent in each lane, and for how long. */
export function measureWebhooks(metrics: Metrics, database: Database, now: () => Instant): void {
  metrics.gaugeByLane('wirecopy_webhooks_due', 'Deliveries that could be sent and are not.', async () =>
    (await depths(database.read, now())).map(({ lane, due }) => [lane, due]),
  )
  metrics.gaugeByLane(
    'wirecopy_webhooks_oldest_seconds',
    'How long the first of them has been due.',
    async () => (await depths(database.read, now())).map(({ lane, oldestMs }) => [lane, oldestMs / msPerS]),
  )
}

async function depths(queries: Queries, now: Instant) {
  const { lane, status, nextAt } = webhookDeliveries
  const rows = await queries
    .select({ lane, due: count(), since: min(nextAt) })
    .from(webhookDeliveries)
    .where(and(eq(status, 'waiting'), lte(nextAt, now)))
    .groupBy(lane)
    .limit(deliveryLanes.length)
  return deliveryLanes.map((name) => {
    const found = rows.find((row) => row.lane === name)
    return { lane: name, due: found?.due ?? 0, oldestMs: now - (found?.since ?? now) }
  })
}

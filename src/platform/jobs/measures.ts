import type { Instant } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { Metrics } from '../http/metrics.ts'
import { type Depth, depths } from './jobs.ts'

const msPerS = 1_000

/** Tells Prometheus how much waits in each lane, and for how long; one query each time it asks. */
export function measureJobs(metrics: Metrics, database: Database, now: () => Instant): void {
  let asking: Promise<Depth[]> | undefined
  const byLane = (name: string, help: string, value: (depth: Depth) => number) =>
    metrics.gaugeByLane(name, help, async () => {
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return (await asking).map((depth) => [depth.lane, value(depth)])
    })
  const ask = async () => depths(database.read, now())

  byLane('wirecopy_jobs_due', 'Jobs that could begin and have not.', ({ due }) => due)
  byLane(
    'wirecopy_jobs_oldest_seconds',
    'How long the first of them has been due.',
    ({ oldestMs }) => oldestMs / msPerS,
  )
  byLane('wirecopy_jobs_dead', 'Jobs that failed for good: see `wirecopy jobs list`.', ({ dead }) => dead)
}

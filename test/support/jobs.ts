import type { Database } from '../../src/platform/database/database.ts'
import { type Id, newId } from '../../src/platform/ids.ts'
import { jobs } from '../../src/platform/jobs/tables.ts'
import type { Worker } from '../../src/platform/jobs/worker.ts'

/** Runs whatever is due by the test's clock, with what that enqueues in turn, as the server would. */
export async function runJobs(worker: Worker): Promise<void> {
  while (await worker.look()) await worker.idle()
}

/** Jobs as twelve failures leave them. */
export async function deadJobs(database: Database, count: number): Promise<Id<'job'>[]> {
  const rows: (typeof jobs.$inferInsert)[] = Array.from({ length: count }, (_, number) => ({
    id: newId('job'),
    kind: 'article.publish',
    lane: 'urgent',
    payload: {},
    state: 'dead',
    runAt: Date.parse('2026-05-01T06:00:00Z'),
    attempts: 12,
    lastError: `failure ${number}`,
    createdAt: Date.parse('2026-05-01T03:00:00Z'),
  }))
  await database.append(async (queries) => {
    await queries.insert(jobs).values(rows)
  })
  return rows.map(({ id }) => id)
}

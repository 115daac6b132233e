import { and, asc, inArray, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Instant } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import { jobKind, runner } from '../../platform/jobs/kinds.ts'
import { schedule } from '../../platform/jobs/scheduler.ts'
import { keptForMs } from './standing.ts'
import { applicationHosts, applications } from './tables.ts'

const everyMs = 60 * 60 * 1_000
const maxPerCommit = 200

const sweep = jobKind({ kind: 'applications.sweep', lane: 'bulk', payload: z.strictObject({}) })

/** Deletes applications that nobody completed or confirmed for a month. */
export const applicationSweep = {
  schedule: schedule(sweep.kind, { everyMs }, sweep, {}),
  runner: runner(sweep, async ({ database, now, signal }) => {
    for (let deleted = maxPerCommit; deleted === maxPerCommit; ) {
      signal.throwIfAborted()
      deleted = await database.write((tx) => deleteSome(tx, now - keptForMs))
    }
  }),
}

async function deleteSome(tx: Tx, until: Instant): Promise<number> {
  const stale = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(and(inArray(applications.status, ['draft', 'unconfirmed']), lte(applications.updatedAt, until)))
    .orderBy(asc(applications.updatedAt))
    .limit(maxPerCommit)
  const ids = stale.map(({ id }) => id)
  if (ids.length === 0) return 0
  await tx.delete(applicationHosts).where(inArray(applicationHosts.applicationId, ids))
  await tx.delete(applications).where(inArray(applications.id, ids))
  return ids.length
}

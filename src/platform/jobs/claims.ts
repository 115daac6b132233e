import { and, asc, eq, inArray, lte, notInArray, sql } from 'drizzle-orm'
import type { Instant } from '../clock.ts'
import type { Queries } from '../database/database.ts'
import { skippingLocked } from '../database/locking.ts'
import type { Id } from '../ids.ts'
import type { Lane } from './kinds.ts'
import { jobs } from './tables.ts'

/** How long a worker has a job to itself without saying that it still runs it. */
export const leaseMs = 30_000

export type Job = typeof jobs.$inferSelect

/** A job that a worker has to itself as long as the lease lasts. */
export type Claimed = Job & { leaseId: string }

interface Due {
  lane: Lane
  /** Kinds that this release can run; what an older or newer one left is not for it. */
  kinds: readonly string[]
  now: Instant
}

function due({ lane, kinds, now }: Due) {
  return and(
    eq(jobs.lane, lane),
    eq(jobs.state, 'waiting'),
    lte(jobs.runAt, now),
    inArray(jobs.kind, [...kinds]),
  )
}

/** Whether anything is due in a lane. Only read, so that an idle worker writes nothing. */
export async function isAnyDue(queries: Queries, wanted: Due): Promise<boolean> {
  const found = await queries.select({ id: jobs.id }).from(jobs).where(due(wanted)).limit(1)
  return found.length > 0
}

/** Takes what is due longest, also from workers whose lease has ended; a job goes to one worker only. */
export async function claim(
  queries: Queries,
  wanted: Due & { limit: number; leaseId: string; except: readonly string[] },
): Promise<Claimed[]> {
  const { now, limit, leaseId, except } = wanted
  const chosen = queries
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(due(wanted), notInArray(sql`${jobs.id}`, [...except])))
    .orderBy(asc(jobs.runAt), asc(jobs.id))
    .limit(limit)
  // A subquery in the condition might run once for every row that PostgreSQL looks at, and lock more each time.
  const first = queries.$with('first').as(skippingLocked(chosen))
  const claimed = await queries
    .with(first)
    .update(jobs)
    .set({ leaseId, runAt: now + leaseMs, attempts: sql`${jobs.attempts} + 1` })
    .where(inArray(jobs.id, queries.select({ id: first.id }).from(first)))
    .returning()
  return claimed.map((job) => ({ ...job, leaseId }))
}

/** Makes the leases last longer; returns the ids of the jobs that are still under them. */
export async function extend(queries: Queries, held: readonly Claimed[], now: Instant): Promise<Id<'job'>[]> {
  const kept = await queries
    .update(jobs)
    .set({ runAt: now + leaseMs })
    .where(
      and(
        inArray(
          jobs.id,
          held.map(({ id }) => id),
        ),
        inArray(
          jobs.leaseId,
          held.map(({ leaseId }) => leaseId),
        ),
      ),
    )
    .returning({ id: jobs.id })
  return kept.map(({ id }) => id)
}

/** Notes that a job is done, unless it belongs to another worker by now. */
export async function finish(queries: Queries, job: Claimed): Promise<void> {
  await queries.delete(jobs).where(isHeld(job))
}

/** Gives a job back to be begun again, or to be dead, unless it belongs to another worker by now. */
export async function putBack(
  queries: Queries,
  job: Claimed,
  changed: Pick<Job, 'runAt' | 'attempts' | 'lastError' | 'state'>,
): Promise<void> {
  await queries
    .update(jobs)
    .set({ ...changed, leaseId: null })
    .where(isHeld(job))
}

function isHeld({ id, leaseId }: Claimed) {
  return and(eq(jobs.id, id), eq(jobs.leaseId, leaseId))
}

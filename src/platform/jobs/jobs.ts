import { and, asc, count, eq, gt, isNotNull, isNull, lte, min } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { Problem } from '../../problems.ts'
import { audit } from '../audit/audit.ts'
import type { Instant } from '../clock.ts'
import type { Queries, Tx } from '../database/database.ts'
import type { Id } from '../ids.ts'
import type { Job } from './claims.ts'
import type { Lane } from './kinds.ts'
import { enqueued } from './queue.ts'
import { jobs, lanes } from './tables.ts'

export const jobStates = ['waiting', 'running', 'dead'] as const
type JobState = (typeof jobStates)[number]

/** What a job is doing, as people see it. */
export function stateOf({ state, leaseId }: Job): JobState {
  return leaseId === null ? state : 'running'
}

interface Page {
  limit: number
  state?: JobState | undefined
  lane?: Lane | undefined
  after?: Id<'job'> | undefined
}

/** A page of the jobs that are not done, in the order of their creation. */
export async function listJobs(queries: Queries, { limit, state, lane, after }: Page): Promise<Job[]> {
  return queries
    .select()
    .from(jobs)
    .where(
      and(
        state && isIn(state),
        lane && eq(jobs.lane, lane),
        after === undefined ? undefined : gt(jobs.id, after),
      ),
    )
    .orderBy(asc(jobs.id))
    .limit(limit)
}

function isIn(state: JobState) {
  if (state === 'dead') return eq(jobs.state, 'dead')
  return and(eq(jobs.state, 'waiting'), state === 'running' ? isNotNull(jobs.leaseId) : isNull(jobs.leaseId))
}

/** Has a dead job begin anew, at once and with all its attempts. */
export async function retryJob(tx: Tx, actor: Actor, id: Id<'job'>): Promise<Job> {
  const [job] = await tx.select().from(jobs).where(eq(jobs.id, id)).limit(1)
  if (!job) throw new Problem('not-found', { detail: `There is no job ${id}; it may be done.` })
  if (job.state !== 'dead') {
    throw new Problem('conflict', { detail: `${id} is ${stateOf(job)}; only a dead job can be retried.` })
  }
  const anew = { state: 'waiting', runAt: tx.now, attempts: 0 } as const
  await tx.update(jobs).set(anew).where(eq(jobs.id, id))
  await audit(tx, actor, 'job.retry', id, { kind: job.kind })
  tx.signals.add(enqueued)
  return { ...job, ...anew }
}

/** How much waits in a lane, and for how long. */
export interface Depth {
  lane: Lane
  /** Jobs that could begin and have not. */
  due: number
  /** How long the first of them has been due. */
  oldestMs: number
  dead: number
}

/** Every lane with what waits in it. */
export async function depths(queries: Queries, now: Instant): Promise<Depth[]> {
  const rows = await queries
    .select({ lane: jobs.lane, state: jobs.state, jobs: count(), since: min(jobs.runAt) })
    .from(jobs)
    .where(lte(jobs.runAt, now))
    .groupBy(jobs.lane, jobs.state)
    .limit(2 * lanes.length)
  return lanes.map((lane) => {
    const [due, dead] = ['waiting', 'dead'].map((state) =>
      rows.find((row) => row.lane === lane && row.state === state),
    )
    return { lane, due: due?.jobs ?? 0, oldestMs: now - (due?.since ?? now), dead: dead?.jobs ?? 0 }
  })
}

import { eq } from 'drizzle-orm'
import type { Instant } from '../clock.ts'
import type { Queries, Tx } from '../database/database.ts'
import { newId } from '../ids.ts'
import type { JobKind, Lane } from './kinds.ts'
import { jobs } from './tables.ts'

/** What a commit that enqueued something due signals to the worker of its process. */
export const enqueued = 'jobs'

interface Wish {
  /** When it may begin; default: at once. */
  runAt?: Instant | undefined
  /** Default: the lane of its kind. */
  lane?: Lane
}

interface UniqueWish extends Wish {
  uniqueKey: string
  /**
   * What happens to a job that has the key already. `replace` puts this one in its place, also while it runs:
   * both are done. `keep` leaves it as it is, unless it is dead.
   */
  onConflict: 'replace' | 'keep'
}

/** Has something done after this transaction has committed, and never if it does not. */
export async function enqueue<Payload>(
  tx: Tx,
  { kind, lane }: JobKind<Payload>,
  payload: Payload,
  wish: Wish | UniqueWish = {},
): Promise<void> {
  const job = {
    kind,
    lane: wish.lane ?? lane,
    payload,
    state: 'waiting',
    runAt: wish.runAt ?? tx.now,
    leaseId: null,
    attempts: 0,
    lastError: null,
    createdAt: tx.now,
  } as const
  if ('uniqueKey' in wish) {
    await tx
      .insert(jobs)
      .values({ ...job, id: newId('job'), uniqueKey: wish.uniqueKey })
      .onConflictDoUpdate({
        target: jobs.uniqueKey,
        set: job,
        ...(wish.onConflict === 'keep' ? { setWhere: eq(jobs.state, 'dead') } : {}),
      })
  } else await tx.insert(jobs).values({ ...job, id: newId('job') })
  if (job.runAt <= tx.now) tx.signals.add(enqueued)
}

/** Takes back the job that has this key, if there is one; a run that has begun is told by its signal. */
export async function cancel(queries: Queries, uniqueKey: string): Promise<void> {
  await queries.delete(jobs).where(eq(jobs.uniqueKey, uniqueKey))
}

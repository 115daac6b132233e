import { eq } from 'drizzle-orm'
import type { Instant } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import { cancel, enqueue } from '../../platform/jobs/queue.ts'
import { sourcePoll } from './job-kinds.ts'
import type { Source } from './sources.ts'
import { sources } from './tables.ts'

const longestMs = 60 * 60_000

/** Plans the next poll of a source: at once, or its interval after a moment; later after failures, never while it is paused. */
export async function planPoll(tx: Tx, source: Source, after?: Instant): Promise<Source> {
  const { id: sourceId, intervalMs, paused, failures, removedAt } = source
  const uniqueKey = `${sourcePoll.kind} ${sourceId}`
  if (intervalMs === null || paused || removedAt !== null) {
    await cancel(tx, uniqueKey)
    return note(tx, source, null)
  }
  const backedOffMs = Math.min(intervalMs * 2 ** Math.min(failures, 20), Math.max(intervalMs, longestMs))
  const runAt = after === undefined ? tx.now : after + backedOffMs
  await enqueue(tx, sourcePoll, { sourceId }, { runAt, uniqueKey, onConflict: 'replace' })
  return note(tx, source, runAt)
}

async function note(tx: Tx, source: Source, nextRunAt: Instant | null): Promise<Source> {
  await tx.update(sources).set({ nextRunAt }).where(eq(sources.id, source.id))
  return { ...source, nextRunAt }
}

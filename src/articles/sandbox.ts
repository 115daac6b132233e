import { inArray, lte } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { articles, removed } from './tables.ts'

// Few enough that nobody waits long for the one who may write.
const perWrite = 100

/** Removes some of the made-up stories whose time is over, and says how many. What the log told of them stays hidden. */
export async function removeFromSandboxes(tx: Tx, now: Instant): Promise<number> {
  const over = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(lte(articles.sandboxUntil, now))
    .limit(perWrite)
  if (over.length === 0) return 0
  const ids = over.map(({ id }) => id)
  await tx.update(articles).set({ sandbox: removed, sandboxUntil: null }).where(inArray(articles.id, ids))
  for (const id of ids) await invalidate(tx, id)
  return over.length
}

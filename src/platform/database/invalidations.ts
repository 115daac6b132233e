import { lt } from 'drizzle-orm'
import type { Tx } from './database.ts'
import { everything } from './freshness.ts'
import { invalidations } from './tables.ts'

// A process that slept longer than this drops all it has cached.
const keptForMs = 60 * 60 * 1_000
const pruneEvery = 64

export type Invalidation = Pick<typeof invalidations.$inferSelect, 'seq' | 'subject'>

/** Makes every process forget what it cached about the subject, within a second of COMMIT. */
export async function invalidate(tx: Tx, subject: string): Promise<void> {
  const [row] = await tx.insert(invalidations).values({ subject, at: tx.now }).returning()
  tx.invalidated.push(subject)
  if (row && row.seq % pruneEvery === 0) {
    await tx.delete(invalidations).where(lt(invalidations.at, tx.now - keptForMs))
  }
}

/** The subjects of the invalidations after `seq`, newest first; everything when some are no longer known. */
export function subjectsAfter(seq: number, newestFirst: Invalidation[]): string[] {
  const newest = newestFirst[0]
  if (!newest) return []
  const lost = newest.seq - seq > newestFirst.length
  return lost ? [everything] : newestFirst.map((row) => row.subject)
}

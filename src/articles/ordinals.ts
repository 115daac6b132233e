import { and, gte, lt, max, placeholder } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { Article } from './articles.ts'
import { articles } from './tables.ts'

// So many stories may be of one millisecond; more of them count as of the next.
const perMs = 1_024
// Before 1830 and after 2109 stories stand together: further numbers would not be exact.
const farthest = Math.floor(Number.MAX_SAFE_INTEGER / perMs / 2)

/** The lowest ordinal that a story published at a moment can have. */
export function ordinalAt(moment: Instant): number {
  return Math.max(-farthest, Math.min(farthest, moment)) * perMs
}

/** Where a story published at a moment stands: where it is already, or behind all others of that moment. */
export async function ordinalFor(tx: Tx, { ordinal }: Article, publishedAt: Instant): Promise<number> {
  let first = ordinalAt(publishedAt)
  if (ordinal !== null && ordinal >= first && ordinal < first + perMs) return ordinal
  for (;;) {
    const [last] = await lastBetween(tx).execute({ first, end: first + perMs })
    const next = (last?.ordinal ?? first - 1) + 1
    if (next < first + perMs) return next
    first += perMs
  }
}

const lastBetween = prepared((queries) =>
  queries
    .select({ ordinal: max(articles.ordinal) })
    .from(articles)
    .where(and(gte(articles.ordinal, placeholder('first')), lt(articles.ordinal, placeholder('end'))))
    .limit(1)
    .prepare(),
)

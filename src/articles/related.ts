import { inArray } from 'drizzle-orm'
import type { Queries } from '../platform/database/database.ts'
import { invalid } from '../problems.ts'
import type { Related } from './content.ts'
import { articles } from './tables.ts'

/** Throws `invalid-request` where a related story is none of ours. */
export async function requireRelated(queries: Queries, related: Related[]): Promise<void> {
  const ids = related.flatMap((other) => ('id' in other ? [other.id] : []))
  if (ids.length === 0) return
  const rows = await queries
    .select({ id: articles.id })
    .from(articles)
    .where(inArray(articles.id, ids))
    .limit(ids.length)
  const known = new Set<string>(rows.map(({ id }) => id))
  for (const [position, other] of related.entries()) {
    if ('id' in other && !known.has(other.id))
      throw invalid(`related.${position}.id`, `${other.id} is not an article`)
  }
}

import { and, inArray, isNull } from 'drizzle-orm'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalid } from '../problems.ts'
import type { Article } from './articles.ts'
import type { Related } from './content.ts'
import { articles } from './tables.ts'
import { isEmbargoed } from './timing.ts'

/** Throws `invalid-request` where a related story is none of ours. */
export async function requireRelated(queries: Queries, related: Related[]): Promise<void> {
  await requireEach(queries, related, 'is not an article', () => true)
}

/** Throws it also where one was never out for everybody: whoever reads its id would know that there is one. */
export async function requireRelatedOut(tx: Tx, related: Related[]): Promise<void> {
  const wasOut = ({ status, embargoedUntil }: Pick<Article, 'status' | 'embargoedUntil'>) =>
    status === 'published'
      ? !isEmbargoed({ embargoedUntil }, tx.now)
      : (status === 'withdrawn' || status === 'killed') && embargoedUntil === null
  await requireEach(tx, related, 'is not out for everybody; name it when it is', wasOut)
}

async function requireEach(
  queries: Queries,
  related: Related[],
  fault: string,
  isFit: (other: Pick<Article, 'status' | 'embargoedUntil'>) => boolean,
): Promise<void> {
  const ids = related.flatMap((other) => ('id' in other ? [other.id] : []))
  if (ids.length === 0) return
  const rows = await queries
    .select({ id: articles.id, status: articles.status, embargoedUntil: articles.embargoedUntil })
    .from(articles)
    .where(and(inArray(articles.id, ids), isNull(articles.sandbox)))
    .limit(ids.length)
  const known = new Set<string>(rows.filter(isFit).map(({ id }) => id))
  for (const [position, other] of related.entries()) {
    if ('id' in other && !known.has(other.id)) throw invalid(`related.${position}.id`, `${other.id} ${fault}`)
  }
}

import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { articles, revisions } from '../tables.ts'
import type { SafeHtml } from '../text/html.ts'

// What is looked for mostly stands near the beginning; a long text is not read to its end for it.
const maxCharacters = 32 * 1024

const { articleId, headline, subhead, summary, bodyHtml } = revisions
const lines = { articleId, headline, subhead, summary }

/** What a story says of itself in few words. */
export type Described = Awaited<ReturnType<typeof newest>>[number]

/** The headline and what stands below it, of each of these stories. */
export async function describedAmong(queries: Queries, ids: Id<'art'>[]): Promise<Map<Id<'art'>, Described>> {
  const rows = ids.length > 0 ? await newest(queries, ids) : []
  return new Map(rows.map((row) => [row.articleId, row]))
}

/** The headline and the beginning of the text, of each of these stories. */
export async function beginningsAmong(queries: Queries, ids: Id<'art'>[]) {
  if (ids.length === 0) return []
  return queries
    .select({ articleId, headline, beginning: sql<SafeHtml>`substr(${bodyHtml}, 1, ${maxCharacters})` })
    .from(articles)
    .innerJoin(revisions, and(eq(articleId, articles.id), eq(revisions.number, articles.revision)))
    .where(inArray(articles.id, ids))
    .limit(ids.length)
}

async function newest(queries: Queries, ids: Id<'art'>[]) {
  return queries
    .select(lines)
    .from(articles)
    .innerJoin(revisions, and(eq(articleId, articles.id), eq(revisions.number, articles.revision)))
    .where(inArray(articles.id, ids))
    .limit(ids.length)
}

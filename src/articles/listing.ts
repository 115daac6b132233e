import { and, desc, eq, getTableColumns, gte, lt, lte, or, sql } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { articles, revisions } from './tables.ts'
import type { SafeHtml } from './text/html.ts'

export interface Listing {
  limit: number
  withBody: boolean
  updatedSince?: Instant | undefined
  publishedSince?: Instant | undefined
  after?: { publishedAt: Instant; id: Id<'art'> } | undefined
}

// What lists never show: a draft is nobody's business yet.
const { draft: _, ...publicColumns } = getTableColumns(articles)
const { bodyHtml, ...revisionColumns } = getTableColumns(revisions)

/** What partners may see at a moment: published, and not under embargo. Every query for partners has it. */
export function visibleTo(moment: Instant) {
  return and(eq(articles.status, 'published'), lte(sql`coalesce(${articles.embargoedUntil}, 0)`, moment))
}

/** A page of published stories with their newest revision, newest first. */
export async function listPublished(queries: Queries, moment: Instant, listing: Listing) {
  const { limit, withBody, updatedSince, publishedSince, after } = listing
  return queries
    .select({
      article: publicColumns,
      revision: { ...revisionColumns, bodyHtml: withBody ? bodyHtml : sql<SafeHtml>`''` },
    })
    .from(articles)
    .innerJoin(revisions, and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision)))
    .where(
      and(
        visibleTo(moment),
        updatedSince === undefined ? undefined : gte(articles.updatedAt, updatedSince),
        publishedSince === undefined ? undefined : gte(articles.publishedAt, publishedSince),
        after &&
          or(
            lt(articles.publishedAt, after.publishedAt),
            and(eq(articles.publishedAt, after.publishedAt), lt(articles.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(articles.publishedAt), desc(articles.id))
    .limit(limit)
}

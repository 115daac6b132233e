import { and, asc, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import { partners } from '../partners/tables.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { usage } from './tables.ts'
import type { UsageRow } from './usage.ts'

const pageSize = 1_000

/** What was counted of a partner, with its name. */
export interface Counted extends UsageRow {
  partnerName: string
}

/** Days are in UTC, as in `2026-05-01`; both are included. */
export interface UsageFilter {
  partnerId?: Id<'par'> | undefined
  articleId?: Id<'art'> | undefined
  servedAs?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export type UsagePosition = readonly [day: string, partnerId: string, articleId: string, format: string]

interface Page {
  limit: number
  after?: UsagePosition | undefined
}

/** A page of what was counted, by day, partner, article and format. */
export async function listUsage(
  queries: Queries,
  { partnerId, articleId, servedAs, from, to }: UsageFilter,
  { limit, after }: Page,
): Promise<Counted[]> {
  const rows = await queries
    .select({ usage, partnerName: partners.name })
    .from(usage)
    .innerJoin(partners, eq(partners.id, usage.partnerId))
    .where(
      and(
        partnerId && eq(usage.partnerId, partnerId),
        articleId && eq(usage.articleId, articleId),
        servedAs ? eq(usage.format, servedAs) : undefined,
        from ? gte(usage.day, from) : undefined,
        to ? lte(usage.day, to) : undefined,
        after && isAfter(after),
      ),
    )
    .orderBy(asc(usage.day), asc(usage.partnerId), asc(usage.articleId), asc(usage.format))
    .limit(limit)
  return rows.map(({ usage: row, partnerName }) => ({ ...row, partnerName }))
}

/** All of it, read page by page. */
export async function* everyUsage(queries: Queries, filter: UsageFilter): AsyncGenerator<Counted> {
  for (let after: UsagePosition | undefined; ; ) {
    const page = await listUsage(queries, filter, { limit: pageSize, after })
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = positionOf(last)
  }
}

/** Where the page ends that a row is the last one of. */
export function positionOf({ day, partnerId, articleId, format }: UsageRow): UsagePosition {
  return [day, partnerId, articleId, format]
}

function isAfter([day, partnerId, articleId, format]: UsagePosition): SQL {
  return sql`(${usage.day}, ${usage.partnerId}, ${usage.articleId}, ${usage.format}) > (${day}, ${partnerId}, ${articleId}, ${format})`
}

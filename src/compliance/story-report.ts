import { setImmediate } from 'node:timers/promises'
import { and, asc, count, eq, gt, gte, inArray, isNull, lt, or, sum } from 'drizzle-orm'
import { articles, revisions } from '../articles/tables.ts'
import { grants, usage } from '../licensing/tables.ts'
import { partners } from '../partners/tables.ts'
import { type Instant, toRfc3339 } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { momentsOf, type Period } from './period.ts'
import type { Report } from './report.ts'
import { storyColumns } from './report-schema.ts'

// Ten thousand partners may hold each.
const storiesPerQuery = 20

/** One story of a period, and how far its licenses go. */
export interface StoryLine {
  id: Id<'art'>
  status: 'published' | 'withdrawn' | 'killed'
  publishedAt: string
  /** Absent where the story was killed: what it said is not told again. */
  headline: string | null
  /** Partners that hold it in any revision. */
  partners: number
  /** Grants, of which each partner has one for every revision that it was served. */
  licenses: number
  /** Monthly unique visitors of these partners together: who could have seen it, not who did. */
  partnersAudience: number
  fetches: number
}

/** The stories first published in a period, the most widely held first. */
export const storyReport: Report<StoryLine> = {
  name: 'articles',
  lines: storyLines,
  order: byPartners,
  columns: storyColumns,
}

function byPartners(a: StoryLine, b: StoryLine): number {
  return b.partners - a.partners || b.partnersAudience - a.partnersAudience || b.fetches - a.fetches
}

/** Read in slices; others get their turn between. */
async function* storyLines(queries: Queries, period: Period): AsyncGenerator<StoryLine> {
  for (const status of ['published', 'withdrawn', 'killed'] as const) {
    for (let after: Place | undefined; ; ) {
      const page = await storiesOf(queries, status, period, after)
      yield* await linesOf(queries, status, page)
      const last = page.at(-1)
      if (!last || page.length < storiesPerQuery) break
      after = last
      await setImmediate()
    }
  }
}

interface Place {
  id: Id<'art'>
  publishedAt: Instant | null
}

async function storiesOf(
  queries: Queries,
  status: StoryLine['status'],
  period: Period,
  after: Place | undefined,
) {
  const { begin, end } = momentsOf(period)
  const { id, publishedAt, revision } = articles
  const from = after?.publishedAt ?? begin
  return queries
    .select({ id, publishedAt, headline: revisions.headline })
    .from(articles)
    .innerJoin(revisions, and(eq(revisions.articleId, id), eq(revisions.number, revision)))
    .where(
      and(
        isNull(articles.sandbox),
        eq(articles.status, status),
        gte(publishedAt, from),
        lt(publishedAt, end),
        after && or(gt(publishedAt, from), gt(id, after.id)),
      ),
    )
    .orderBy(asc(publishedAt), asc(id))
    .limit(storiesPerQuery)
}

async function linesOf(
  queries: Queries,
  status: StoryLine['status'],
  stories: Awaited<ReturnType<typeof storiesOf>>,
): Promise<StoryLine[]> {
  if (stories.length === 0) return []
  const ids = stories.map(({ id }) => id)
  const licensed = await licensesOf(queries, ids)
  const fetched = await fetchesOf(queries, ids)
  return stories.map(({ id, publishedAt, headline }) => ({
    id,
    status,
    publishedAt: toRfc3339(publishedAt ?? 0),
    headline: status === 'killed' ? null : headline,
    ...(licensed.get(id) ?? { partners: 0, licenses: 0, partnersAudience: 0 }),
    fetches: fetched.get(id) ?? 0,
  }))
}

async function licensesOf(queries: Queries, ids: Id<'art'>[]) {
  const held = queries
    .select({ articleId: grants.articleId, partnerId: grants.partnerId, licenses: count().as('licenses') })
    .from(grants)
    .where(inArray(grants.articleId, ids))
    .groupBy(grants.articleId, grants.partnerId)
    .as('held')
  const rows = await queries
    .select({
      articleId: held.articleId,
      partners: count(),
      licenses: sum(held.licenses),
      audience: sum(partners.monthlyUniques),
    })
    .from(held)
    .innerJoin(partners, eq(partners.id, held.partnerId))
    .groupBy(held.articleId)
    .limit(ids.length)
  return new Map(
    rows.map(({ articleId, partners, licenses, audience }) => [
      articleId,
      { partners, licenses: Number(licenses), partnersAudience: Number(audience) },
    ]),
  )
}

async function fetchesOf(queries: Queries, ids: Id<'art'>[]): Promise<Map<string, number>> {
  const rows = await queries
    .select({ articleId: usage.articleId, fetches: sum(usage.count) })
    .from(usage)
    .where(inArray(usage.articleId, ids))
    .groupBy(usage.articleId)
    .limit(ids.length)
  return new Map(rows.map(({ articleId, fetches }) => [articleId, Number(fetches)]))
}

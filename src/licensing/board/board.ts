import { and, asc, count, eq, gt, min, type SQL, sql } from 'drizzle-orm'
import { quietAfterMs } from '../../partners/onboarding/old-feed.ts'
import { onboardings } from '../../partners/onboarding/tables.ts'
import { partners } from '../../partners/tables.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { grants } from '../tables.ts'

/** How far a partner is that moves here, in order. */
export const stages = ['imported', 'invited', 'first-fetch', 'old-feed-quiet'] as const

export type Stage = (typeof stages)[number]

/** How many partners stand in a stage, and since when the first of them does. */
export interface StageCount {
  stage: Stage
  partners: number
  oldestSince: Instant | null
}

export interface Onboarding {
  partnerId: Id<'par'>
  name: string
  stage: Stage
  /** When it came there. */
  since: Instant
  invitedAt: Instant | null
  firstFetchAt: Instant | null
  oldFeedSeenAt: Instant | null
}

/** All stages, with the partners in each. */
export async function stageCounts(queries: Queries, now: Instant): Promise<StageCount[]> {
  const standing = standingsAt(queries, now)
  const rows = await queries
    .select({ stage: standing.stage, partners: count(), oldestSince: min(standing.since).mapWith(Number) })
    .from(standing)
    .groupBy(sql`${standing.stage}`)
    .limit(stages.length)
  return stages.map((stage) => {
    const row = rows.find((one) => one.stage === stage)
    return { stage, partners: row?.partners ?? 0, oldestSince: row?.oldestSince ?? null }
  })
}

interface Page {
  limit: number
  stage?: Stage | undefined
  after?: Id<'par'> | undefined
}

/** A page of the partners on the board, in the order of their registration. */
export async function listOnboardings(
  queries: Queries,
  now: Instant,
  { limit, stage, after }: Page,
): Promise<Onboarding[]> {
  const standing = standingsAt(queries, now)
  return queries
    .select()
    .from(standing)
    .where(and(stage && eq(standing.stage, stage), after && gt(standing.partnerId, after)))
    .orderBy(asc(standing.partnerId))
    .limit(limit)
}

// Where each partner stands is worked out anew: grants and the clock move it, and nobody need tell it.
function standingsAt(queries: Queries, now: Instant) {
  const { partnerId, invitedAt, oldFeedSeenAt } = onboardings
  const first = queries
    .select({ at: grants.at })
    .from(grants)
    .where(eq(grants.partnerId, partnerId))
    .orderBy(asc(grants.at))
    .limit(1)
  const firstFetchAt: SQL<Instant | null> = sql`(${first})`.mapWith(Number)
  // Distinct, or SQLite looks for the first fetch anew wherever it is mentioned.
  const known = queries
    .selectDistinct({
      ...{ partnerId, invitedAt, oldFeedSeenAt, name: partners.name },
      begunAt: sql<Instant>`${onboardings.since}`.mapWith(Number).as('begun_at'),
      firstFetchAt: firstFetchAt.as('first_fetch_at'),
    })
    .from(onboardings)
    .innerJoin(partners, eq(partners.id, partnerId))
    .where(eq(partners.status, 'approved'))
    .as('known')
  const { firstFetchAt: fetched, invitedAt: invited, oldFeedSeenAt: seen, begunAt } = known
  const isQuiet = sql`${fetched} is not null and ${seen} <= ${now - quietAfterMs}`
  const quietSince = sql`case when ${seen} + ${quietAfterMs} > ${fetched} then ${seen} + ${quietAfterMs} else ${fetched} end`
  return queries
    .select({
      ...{ partnerId: known.partnerId, name: known.name },
      ...{ invitedAt: known.invitedAt, firstFetchAt: known.firstFetchAt, oldFeedSeenAt: known.oldFeedSeenAt },
      stage:
        sql<Stage>`case when ${isQuiet} then 'old-feed-quiet' when ${fetched} is not null then 'first-fetch'
        when ${invited} is not null then 'invited' else 'imported' end`.as('stage'),
      since: sql<Instant>`case when ${isQuiet} then ${quietSince} when ${fetched} is not null then ${fetched}
        else coalesce(${invited}, ${begunAt}) end`
        .mapWith(Number)
        .as('stands_since'),
    })
    .from(known)
    .as('standing')
}

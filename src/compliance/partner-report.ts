import { setImmediate } from 'node:timers/promises'
import { and, asc, count, gt, gte, inArray, lt, lte, max, sum } from 'drizzle-orm'
import { grants, usage } from '../licensing/tables.ts'
import type { PartnerStatus } from '../partners/partners.ts'
import { partners } from '../partners/tables.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { momentsOf, type Period } from './period.ts'
import type { Report } from './report.ts'
import { partnerColumns } from './report-schema.ts'

// Each may have fetched thousands of stories a month.
const partnersPerQuery = 10

/** What one partner did in a period. */
export interface PartnerLine {
  id: Id<'par'>
  name: string
  status: PartnerStatus
  monthlyUniques: number
  /** Revisions that it was served for the first time. */
  licenses: number
  fetches: number
  /** UTC day such as `2026-05-01`; absent where it fetched nothing. */
  lastFetchedOn: string | null
}

/** Every partner with what it did in a period, the busiest first. */
export const partnerReport: Report<PartnerLine> = {
  name: 'partners',
  lines: partnerLines,
  order: byActivity,
  columns: partnerColumns,
}

function byActivity(a: PartnerLine, b: PartnerLine): number {
  return b.fetches - a.fetches || b.licenses - a.licenses
}

/** In the order of registration; others get their turn between. */
async function* partnerLines(queries: Queries, period: Period): AsyncGenerator<PartnerLine> {
  for (let after: Id<'par'> | undefined; ; ) {
    const page = await partnersAfter(queries, after)
    const ids = page.map(({ id }) => id)
    const licensed = await licensesOf(queries, ids, period)
    const fetched = await fetchesOf(queries, ids, period)
    for (const partner of page) {
      const { fetches = 0, lastFetchedOn = null } = fetched.get(partner.id) ?? {}
      const licenses = licensed.get(partner.id) ?? 0
      yield { ...partner, licenses, fetches: Number(fetches), lastFetchedOn }
    }
    if (page.length < partnersPerQuery) return
    after = page.at(-1)?.id
    await setImmediate()
  }
}

async function partnersAfter(queries: Queries, after: Id<'par'> | undefined) {
  const { id, name, status, monthlyUniques } = partners
  return queries
    .select({ id, name, status, monthlyUniques })
    .from(partners)
    .where(after && gt(id, after))
    .orderBy(asc(id))
    .limit(partnersPerQuery)
}

async function licensesOf(queries: Queries, ids: Id<'par'>[], period: Period) {
  const { begin, end } = momentsOf(period)
  const { partnerId, at } = grants
  const rows = await queries
    .select({ partnerId, licenses: count() })
    .from(grants)
    .where(and(inArray(partnerId, ids), gte(at, begin), lt(at, end)))
    .groupBy(partnerId)
    .limit(partnersPerQuery)
  return new Map(rows.map((row) => [row.partnerId, row.licenses]))
}

async function fetchesOf(queries: Queries, ids: Id<'par'>[], { from, to }: Period) {
  const { partnerId, day } = usage
  const rows = await queries
    .select({ partnerId, fetches: sum(usage.count), lastFetchedOn: max(day) })
    .from(usage)
    .where(and(inArray(partnerId, ids), gte(day, from), lte(day, to)))
    .groupBy(partnerId)
    .limit(partnersPerQuery)
  return new Map(rows.map((row) => [row.partnerId, row]))
}

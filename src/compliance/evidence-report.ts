import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt, notInArray } from 'drizzle-orm'
import type { PartnerStatus } from '../partners/partners.ts'
import { checks, partners } from '../partners/tables.ts'
import { vettingSettings } from '../partners/vetting/settings.ts'
import { monthsAfter } from '../partners/vetting/standing.ts'
import { toRfc3339 } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { readSettings } from '../platform/settings/settings.ts'
import { momentsOf, type Period, periodAround } from './period.ts'
import type { Report } from './report.ts'
import { evidenceColumns } from './report-schema.ts'

const partnersPerQuery = 200

/** The evidence of a partner's audience, and until when it is good. */
export interface EvidenceLine {
  id: Id<'par'>
  name: string
  status: PartnerStatus
  monthlyUniques: number
  /** Where the number comes from. */
  source: string | null
  evidenceUrl: string | null
  passedAt: string
  expiresAt: string
}

/** Whose evidence expires in a period, or did, the earliest first. */
export const evidenceReport: Report<EvidenceLine> = {
  name: 'evidence',
  periodOf: periodAround,
  lines: evidenceLines,
  order: (a, b) => (a.expiresAt < b.expiresAt ? -1 : 1),
  columns: evidenceColumns,
}

/** In the order of registration; others get their turn between. */
async function* evidenceLines(queries: Queries, period: Period): AsyncGenerator<EvidenceLine> {
  const { begin, end } = momentsOf(period)
  const { value } = await readSettings(queries, vettingSettings)
  if (value.audienceEvidenceMonths === null) return
  for (let after: Id<'par'> | undefined; ; ) {
    const page = await passedAfter(queries, after)
    for (const { at, ...partner } of page) {
      const expiresAt = monthsAfter(at, value.audienceEvidenceMonths)
      if (expiresAt < begin || expiresAt >= end) continue
      yield { ...partner, passedAt: toRfc3339(at), expiresAt: toRfc3339(expiresAt) }
    }
    if (page.length < partnersPerQuery) return
    after = page.at(-1)?.id
    await setImmediate()
  }
}

async function passedAfter(queries: Queries, after: Id<'par'> | undefined) {
  const { id, name, status, monthlyUniques, audienceSource, audienceEvidence } = partners
  return queries
    .select({
      ...{ id, name, status, monthlyUniques, source: audienceSource },
      ...{ evidenceUrl: audienceEvidence, at: checks.at },
    })
    .from(partners)
    .innerJoin(checks, and(eq(checks.partnerId, id), eq(checks.check, 'audience')))
    .where(
      and(eq(checks.verdict, 'pass'), notInArray(status, ['declined', 'terminated']), after && gt(id, after)),
    )
    .orderBy(asc(id))
    .limit(partnersPerQuery)
}

import { and, asc, eq, lt, sql } from 'drizzle-orm'
import { dayOf } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import { perPart, sweep } from '../platform/jobs/sweeping.ts'
import { daysBefore, readRetention } from '../platform/settings/retention.ts'
import { usage } from './tables.ts'

/** Deletes what is told apart no longer; what was licensed stands in the grants. */
export const usagePruning = sweep('usage.prune', { cron: '37 4 * * *' }, ({ database, now }) =>
  database.append(async (queries) => {
    const until = daysBefore(now, (await readRetention(queries)).usageDays)
    return until !== undefined && deleteSome(queries, dayOf(until))
  }),
)

async function deleteSome(queries: Queries, until: string): Promise<boolean> {
  const { day, partnerId, articleId, format } = usage
  const rows = await queries
    .select({ day, partnerId, articleId, format })
    .from(usage)
    .where(lt(day, until))
    .orderBy(asc(day), asc(partnerId), asc(articleId), asc(format))
    .limit(perPart)
  const last = rows.at(-1)
  if (!last) return false
  const upTo = sql`(${partnerId}, ${articleId}, ${format}) <= (${last.partnerId}, ${last.articleId}, ${last.format})`
  await queries.delete(usage).where(lt(day, last.day))
  await queries.delete(usage).where(and(eq(day, last.day), upTo))
  return rows.length === perPart
}

import { and, eq, inArray, lt } from 'drizzle-orm'
import type { Instant } from '../clock.ts'
import type { Queries } from '../database/database.ts'
import { naming } from '../database/naming.ts'
import { daysBefore, readRetention } from '../settings/retention.ts'
import { perPart, sweep } from './sweeping.ts'
import { jobs, lanes } from './tables.ts'

/** Dead jobs are there for somebody to look at; after some time nobody will. */
export const jobPruning = sweep('jobs.prune', { cron: '17 4 * * *' }, ({ database, now }) =>
  database.append(async (queries) => {
    const until = daysBefore(now, (await readRetention(queries)).deadJobDays)
    return until !== undefined && deleteSome(queries, until)
  }),
)

async function deleteSome(queries: Queries, until: Instant): Promise<boolean> {
  const rows = await queries
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(inArray(jobs.lane, [...lanes]), eq(jobs.state, 'dead'), lt(jobs.runAt, until)))
    .limit(perPart)
  const ids = rows.map(({ id }) => id)
  await queries.delete(jobs).where(and(inArray(jobs.id, ids), eq(jobs.state, 'dead')))
  return rows.length === perPart
}

/** Deletes the jobs whose payload has one of these texts as a value. */
export async function forgetJobs(queries: Queries, texts: readonly string[]): Promise<number> {
  let deleted = 0
  for (const condition of naming(jobs.payload, texts))
    deleted += (await queries.delete(jobs).where(condition).returning()).length
  return deleted
}

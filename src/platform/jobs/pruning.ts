import { and, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { jobKind, type Runner, runner } from './kinds.ts'
import { type Schedule, schedule } from './scheduler.ts'
import { jobs } from './tables.ts'

const deadKeptForMs = 90 * 24 * 60 * 60 * 1_000

const pruneJobs = jobKind({ kind: 'jobs.prune', lane: 'bulk', payload: z.strictObject({}) })

/** Dead jobs are there for somebody to look at; after 90 days nobody will. */
export const jobPruning: { runner: Runner; schedule: Schedule } = {
  schedule: schedule('jobs.prune', { cron: '17 4 * * *' }, pruneJobs, {}),
  runner: runner(pruneJobs, ({ database, now }) =>
    database.append(async (queries) => {
      await queries.delete(jobs).where(and(eq(jobs.state, 'dead'), lt(jobs.runAt, now - deadKeptForMs)))
    }),
  ),
}

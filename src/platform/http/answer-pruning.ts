import { inArray, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { Queries } from '../database/database.ts'
import { idempotentResponses } from '../database/tables.ts'
import { jobKind, type Runner, runner } from '../jobs/kinds.ts'
import { type Schedule, schedule } from '../jobs/scheduler.ts'

/** How long an answer is replayed. */
export const keptForMs = 24 * 60 * 60 * 1_000

const pruneEveryMs = 60 * 60 * 1_000
const maxPerCommit = 500

const pruneAnswers = jobKind({ kind: 'answers.prune', lane: 'bulk', payload: z.strictObject({}) })

/** Deletes answers that are replayed no more, a few in each commit, so that no other write waits for all of them. */
export const answerPruning: { runner: Runner; schedule: Schedule } = {
  schedule: schedule('answers.prune', { everyMs: pruneEveryMs }, pruneAnswers, {}),
  runner: runner(pruneAnswers, async ({ database, now, signal }) => {
    for (let deleted = maxPerCommit; deleted === maxPerCommit; ) {
      signal.throwIfAborted()
      deleted = await database.append((queries) => deleteSome(queries, now - keptForMs))
    }
  }),
}

async function deleteSome(queries: Queries, until: Instant): Promise<number> {
  const rows = await queries
    .select({ scope: idempotentResponses.scope })
    .from(idempotentResponses)
    .where(lte(idempotentResponses.at, until))
    .limit(maxPerCommit)
  const scopes = rows.map(({ scope }) => scope)
  await queries.delete(idempotentResponses).where(inArray(idempotentResponses.scope, scopes))
  return rows.length
}

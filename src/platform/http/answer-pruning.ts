import { inArray, lte } from 'drizzle-orm'
import type { Instant } from '../clock.ts'
import type { Queries } from '../database/database.ts'
import { naming } from '../database/naming.ts'
import { idempotentResponses } from '../database/tables.ts'
import { perPart, sweep } from '../jobs/sweeping.ts'
import { readRetention } from '../settings/retention.ts'

const hourMs = 60 * 60 * 1_000

/** An answer of this moment or earlier is replayed no more. */
export async function replayedAfter(queries: Queries, now: Instant): Promise<Instant> {
  return now - (await readRetention(queries)).answerHours * hourMs
}

/** Deletes answers that are replayed no more. */
export const answerPruning = sweep('answers.prune', { everyMs: hourMs }, ({ database, now }) =>
  database.append(async (queries) => deleteSome(queries, await replayedAfter(queries, now))),
)

async function deleteSome(queries: Queries, until: Instant): Promise<boolean> {
  const rows = await queries
    .select({ scope: idempotentResponses.scope })
    .from(idempotentResponses)
    .where(lte(idempotentResponses.at, until))
    .limit(perPart)
  const scopes = rows.map(({ scope }) => scope)
  await queries.delete(idempotentResponses).where(inArray(idempotentResponses.scope, scopes))
  return rows.length === perPart
}

/** Deletes the answers in which one of these texts is a value; whoever asks again has it done again. */
export async function forgetAnswers(queries: Queries, texts: readonly string[]): Promise<number> {
  let deleted = 0
  for (const condition of naming(idempotentResponses.body, texts))
    deleted += (await queries.delete(idempotentResponses).where(condition).returning()).length
  return deleted
}

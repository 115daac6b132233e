import { and, eq, lte, notExists, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Instant } from '../platform/clock.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { jobKind, type Runner, runner } from '../platform/jobs/kinds.ts'
import { type Schedule, schedule } from '../platform/jobs/scheduler.ts'
import { jobs } from '../platform/jobs/tables.ts'
import { planMissedTurn, turnKey } from './plans.ts'
import { articles } from './tables.ts'

const sweepEveryMs = 10 * 60 * 1_000
/** What is due has so long before it counts as missed. */
const graceMs = 60 * 1_000
// Few enough that nobody waits long for the one who may write.
const perWrite = 100

const sweep = jobKind({ kind: 'article.missed-turns', lane: 'bulk', payload: z.strictObject({}) })

/**
 * Plans anew what should have happened to stories by themselves, where no job is left that would do it: one
 * that failed too often is dead, and the change log would never be told.
 */
export const missedTurns: { runner: Runner; schedule: Schedule } = {
  schedule: schedule(sweep.kind, { everyMs: sweepEveryMs }, sweep, {}),
  runner: runner(sweep, async ({ database, log, now, signal }) => {
    for (const moment of ['publishAt', 'embargoedUntil', 'expiresAt'] as const) {
      const planned = await planMissed(database, moment, now - graceMs, signal)
      if (planned > 0) log.warn({ moment, stories: planned }, 'missed turns of stories planned again')
    }
  }),
}

type Moment = 'publishAt' | 'embargoedUntil' | 'expiresAt'

async function planMissed(database: Database, moment: Moment, until: Instant, signal: AbortSignal) {
  for (let planned = 0; ; ) {
    signal.throwIfAborted()
    const missed = await missedIn(database.read, moment, until)
    if (missed.length === 0) return planned
    await database.write(async (tx) => {
      for (const id of missed) await planMissedTurn(tx, id)
    })
    planned += missed.length
  }
}

async function missedIn(queries: Queries, moment: Moment, until: Instant): Promise<Id<'art'>[]> {
  const waiting = queries
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.uniqueKey, sql`${turnKey} || ${articles.id}`), eq(jobs.state, 'waiting')))
  const rows = await queries
    .select({ id: articles.id })
    .from(articles)
    .where(
      and(
        eq(articles.status, moment === 'publishAt' ? 'scheduled' : 'published'),
        lte(articles[moment], until),
        notExists(waiting),
      ),
    )
    .limit(perWrite)
  return rows.map(({ id }) => id)
}

import { id, index, instant, integer, json, oneOf, table, text, uniqueIndex } from '../database/columns.ts'

/** Each lane has workers of its own: what is bulky never holds up what is urgent. */
export const lanes = ['urgent', 'default', 'bulk'] as const

/** What is to be done, once or more; a row is gone when its job is done. */
export const jobs = table(
  'jobs',
  {
    id: id<'job'>().primaryKey(),
    kind: text().notNull(),
    lane: oneOf(lanes).notNull(),
    payload: json<unknown>().notNull(),
    /** At most one job has it; by it a job is replaced or canceled. */
    uniqueKey: text(),
    state: oneOf(['waiting', 'dead']).notNull(),
    /** When it may begin; while it runs, when its lease ends. */
    runAt: instant().notNull(),
    /** There while it runs: only the worker that knows it may say how the run ended. */
    leaseId: text(),
    /** How often it has begun. */
    attempts: integer().notNull(),
    lastError: text(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex('jobs_unique').on(t.uniqueKey), index('jobs_due').on(t.lane, t.state, t.runAt, t.id)],
)

/** When each schedule ticks next, over all processes. */
export const schedules = table('schedules', {
  name: text().primaryKey(),
  dueAt: instant().notNull(),
})

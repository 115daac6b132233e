import { Cron } from 'croner'
import { and, eq } from 'drizzle-orm'
import type { Clock, Instant } from '../clock.ts'
import type { Database, Tx } from '../database/database.ts'
import type { JobKind } from './kinds.ts'
import { enqueue } from './queue.ts'
import { schedules } from './tables.ts'

const never = Number.MAX_SAFE_INTEGER
const maxSchedules = 1_000

/** Something that is enqueued again and again. */
export interface Schedule {
  readonly name: string
  /** The first tick after a moment. */
  next(after: Instant): Instant
  enqueue(tx: Tx): Promise<void>
}

export type Rhythm = { cron: string } | { everyMs: number }

/**
 * Enqueues a job at every tick: of a cron pattern in UTC, or every so many ms since the epoch. Ticks that
 * nobody was there for come to one; while the job of one tick is not done, the next one adds none.
 */
export function schedule<Payload>(
  name: string,
  rhythm: Rhythm,
  kind: JobKind<Payload>,
  payload: Payload,
): Schedule {
  const uniqueKey = `schedule ${name}`
  return {
    name,
    next: ticksOf(rhythm),
    enqueue: (tx) => enqueue(tx, kind, payload, { uniqueKey, onConflict: 'keep' }),
  }
}

function ticksOf(rhythm: Rhythm): (after: Instant) => Instant {
  if ('everyMs' in rhythm) return (after) => (Math.floor(after / rhythm.everyMs) + 1) * rhythm.everyMs
  const pattern = new Cron(rhythm.cron, { timezone: 'UTC' })
  return (after) => pattern.nextRun(new Date(after))?.getTime() ?? never
}

/** Enqueues what has its tick, once over all processes. */
export class Scheduler {
  private readonly database: Database
  private readonly clock: Clock
  private readonly known: readonly Schedule[]

  constructor(database: Database, clock: Clock, known: readonly Schedule[]) {
    this.database = database
    this.clock = clock
    this.known = known
  }

  async look(): Promise<void> {
    const { database, known } = this
    const now = this.clock.now()
    const rows = await database.read.select().from(schedules).limit(maxSchedules)
    const stored = new Map(rows.map(({ name, dueAt }) => [name, dueAt]))
    for (const one of known) {
      const next = one.next(now)
      const dueAt = stored.get(one.name)
      if (dueAt === undefined) await database.write((tx) => begin(tx, one, next))
      // Later than the next tick: the pattern has changed, or the clock went back.
      else if (dueAt <= now || dueAt > next) await database.write((tx) => advance(tx, one, dueAt, next))
    }
  }
}

async function begin(tx: Tx, { name }: Schedule, next: Instant): Promise<void> {
  await tx.insert(schedules).values({ name, dueAt: next }).onConflictDoNothing()
}

async function advance(tx: Tx, one: Schedule, dueAt: Instant, next: Instant): Promise<void> {
  // Only one process finds the tick where all of them have seen it.
  const moved = await tx
    .update(schedules)
    .set({ dueAt: next })
    .where(and(eq(schedules.name, one.name), eq(schedules.dueAt, dueAt)))
    .returning()
  if (moved.length > 0 && dueAt < next) await one.enqueue(tx)
}

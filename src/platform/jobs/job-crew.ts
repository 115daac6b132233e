import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { Log } from '../log.ts'
import { attempt } from './attempt.ts'
import { type Claimed, claim, extend, isAnyDue } from './claims.ts'
import { Crew } from './crew.ts'
import type { Lane, Runner } from './kinds.ts'

/** How many jobs of a lane one process runs at the same time. */
const concurrency: Record<Lane, number> = { urgent: 16, default: 8, bulk: 2 }

export interface WorkerParts {
  database: Database
  clock: Clock
  log: Log
  runners: readonly Runner[]
}

/** Runs what is due in one lane. */
export function jobCrew(lane: Lane, { database, clock, log, runners }: WorkerParts): Crew<Claimed> {
  const byKind = new Map(runners.map((runner) => [runner.kind, runner]))
  const wanted = { lane, kinds: [...byKind.keys()] }
  return new Crew({
    database,
    now: () => clock.now(),
    concurrency: concurrency[lane],
    isAnyDue: (queries, now) => isAnyDue(queries, { ...wanted, now }),
    claim: (queries, wish) => claim(queries, { ...wanted, ...wish }),
    extend,
    work: (job, controller) =>
      attempt(job, { database, clock, log, runner: byKind.get(job.kind), controller }),
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { table, text } from '../../../src/platform/database/columns.ts'
import type { Database } from '../../../src/platform/database/database.ts'
import { jobKind, runner } from '../../../src/platform/jobs/kinds.ts'
import { Worker } from '../../../src/platform/jobs/worker.ts'
import { createLog } from '../../../src/platform/log.ts'

// A lease would outlast the test by the clock on the wall.
const speed = 60
const maxPauseMs = 30

export const entries = table('entries', { text: text().notNull() })

export const writeEntry = jobKind({
  kind: 'test.entry',
  lane: 'default',
  payload: z.strictObject({ text: z.string() }),
})

/** A clock that every process reads alike, a minute a second. */
export function fastClock(begun: number): { now: () => number } {
  return { now: () => begun + (Date.now() - begun) * speed }
}

/** A worker whose jobs leave an entry, with time enough before and after it to be killed in. */
export function aMortalWorker(database: Database, begun: number): Worker {
  const writing = runner(writeEntry, async (_, entry) => {
    await sleep(Math.random() * maxPauseMs)
    await database.append(async (queries) => {
      await queries.insert(entries).values(entry)
    })
    await sleep(Math.random() * maxPauseMs)
  })
  return new Worker({ database, clock: fastClock(begun), log: createLog('silent'), runners: [writing] }, [])
}

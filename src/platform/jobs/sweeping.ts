import { z } from 'zod'
import { jobKind, type Run, type Runner, runner } from './kinds.ts'
import { type Rhythm, type Schedule, schedule } from './scheduler.ts'

const maxParts = 400

/** How much one commit of a sweep deletes, so that no other write waits for all of it. */
export const perPart = 500

export interface Sweep {
  runner: Runner
  schedule: Schedule
}

/**
 * Does something to whatever is over, again and again, a part in each commit. What is left after many parts
 * waits for the next time.
 *
 * @param part does up to `perPart`, and says whether there may be more.
 */
export function sweep(kind: string, rhythm: Rhythm, part: (run: Run) => Promise<boolean>): Sweep {
  const job = jobKind({ kind, lane: 'bulk', payload: z.strictObject({}) })
  return {
    schedule: schedule(kind, rhythm, job, {}),
    runner: runner(job, async (run) => {
      for (let done = 0, more = true; more && done < maxParts; done += 1) {
        run.signal.throwIfAborted()
        more = await part(run)
      }
    }),
  }
}

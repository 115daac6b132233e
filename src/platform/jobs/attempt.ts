import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { errorLine, type Log } from '../log.ts'
import { backoffMs, maxAttempts } from './backoff.ts'
import { type Claimed, finish, putBack } from './claims.ts'
import { leaseLost, stopping } from './endings.ts'
import type { Runner } from './kinds.ts'

const maxRunMinutes = 10
const maxErrorLength = 500

export interface Attempt {
  database: Database
  clock: Clock
  log: Log
  runner: Runner | undefined
  controller: AbortController
}

/** Runs a job once and notes how that ended. Never rejects: what cannot be noted happens again when the lease ends. */
export async function attempt(
  job: Claimed,
  { database, clock, log, runner, controller }: Attempt,
): Promise<void> {
  const { signal } = controller
  const told = log.child({ jobId: job.id, kind: job.kind, attempts: job.attempts })
  const late = setTimeout(
    () => controller.abort(new Error(`It took longer than ${maxRunMinutes} minutes`)),
    maxRunMinutes * 60_000,
  )
  try {
    signal.throwIfAborted()
    if (job.attempts > maxAttempts) throw new Error('Its process ended during every attempt')
    if (!runner) throw new Error('Nothing here runs jobs of its kind')
    const run = { database, log: told, now: clock.now(), signal }
    await Promise.race([runner.run(run, job.payload), abortion(signal)])
    await database.append((queries) => finish(queries, job))
    told.debug('job done')
  } catch (error) {
    await noteEnd(job, error, { database, clock, log: told }).catch((fault: unknown) =>
      told.error({ err: fault }, 'end of a job could not be noted'),
    )
  } finally {
    clearTimeout(late)
  }
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function noteEnd(
  job: Claimed,
  error: unknown,
  { database, clock, log }: Pick<Attempt, 'database' | 'clock' | 'log'>,
): Promise<void> {
  const { attempts, lastError } = job
  const now = clock.now()
  const note = (changed: Parameters<typeof putBack>[2]) =>
    database.append((queries) => putBack(queries, job, changed))

  if (error === leaseLost) return log.warn('job lost its lease')
  if (error === stopping) return note({ state: 'waiting', runAt: now, attempts: attempts - 1, lastError })
  const told = kept(errorLine(error))
  if (attempts >= maxAttempts) {
    log.error({ err: error }, 'job is dead')
    return note({ state: 'dead', runAt: now, attempts, lastError: told })
  }
  log.warn({ err: error }, 'job failed')
  return note({
    state: 'waiting',
    runAt: now + backoffMs(attempts, Math.random()),
    attempts,
    lastError: told,
  })
}

// PostgreSQL stores neither half a character nor U+0000.
function kept(line: string): string {
  return line.slice(0, maxErrorLength).toWellFormed().replaceAll('\0', ' ')
}

import { asc } from 'drizzle-orm'
import { z } from 'zod'
import { type JobKind, jobKind, type Run, runner } from '../../../src/platform/jobs/kinds.ts'
import { enqueue } from '../../../src/platform/jobs/queue.ts'
import type { Schedule } from '../../../src/platform/jobs/scheduler.ts'
import { jobs } from '../../../src/platform/jobs/tables.ts'
import { Worker } from '../../../src/platform/jobs/worker.ts'
import { createLog } from '../../../src/platform/log.ts'
import { runJobs } from '../../support/jobs.ts'
import { start } from '../../support/product.ts'

const note = z.strictObject({ text: z.string() })
type Note = z.infer<typeof note>

/** A kind whose runs are noted by the test. */
export const writeNote = jobKind({ kind: 'test.note', lane: 'default', payload: note })

type Work = (run: Run, note: Note) => Promise<void>
type Wish = Parameters<typeof enqueue<Note>>[3]

/** The product with jobs that write notes, as many workers as a test makes, and what they wrote. */
export async function aQueue(work: Work = async () => undefined) {
  const product = await start()
  const { database, clock } = product
  const notes: string[] = []
  const log = createLog('silent')

  function aWorker({ kind = writeNote, schedules = [], now = clock.now, on = database }: WorkerOptions = {}) {
    const runners = [
      runner(kind, async (run, { text }) => {
        await work(run, { text })
        notes.push(text)
      }),
    ]
    return new Worker({ database: on, clock: { now }, log, runners }, schedules)
  }
  const worker = aWorker()

  return {
    ...product,
    product,
    notes,
    aWorker,
    worker,
    ask: (text: string, wish?: Wish, kind: JobKind<Note> = writeNote) =>
      database.write((tx) => enqueue(tx, kind, { text }, wish)),
    runDue: () => runJobs(worker),
    stored: () => database.read.select().from(jobs).orderBy(asc(jobs.id)).limit(2_000),
  }
}

interface WorkerOptions {
  kind?: JobKind<Note, Note>
  schedules?: Schedule[]
  now?: () => number
  on?: Awaited<ReturnType<typeof start>>['database']
}

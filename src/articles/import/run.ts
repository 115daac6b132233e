import { and, eq } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { findNewswire, type Newswire } from '../newswire.ts'
import { storeBatch } from './batch.ts'
import type { ImageFetch } from './image-fetch.ts'
import { forgetTries, storiesToTryAgain } from './image-tries.ts'
import { type ReadBatch, SourceFailed } from './reading.ts'
import { closeInterrupted, endReport, type ImportReport, keepReport, newReport } from './reports.ts'
import { Tally } from './result.ts'
import type { Source } from './sources.ts'
import { sources } from './tables.ts'

type Ended = Parameters<typeof endReport>[2]

const never = Number.MAX_SAFE_INTEGER

/** How long a run counts as under way after its last sign of life. */
const leaseMs = 120_000
// Often enough that the images of one story, which take a minute at most, never outlast the lease.
const beatMs = 20_000

export interface ImportRun {
  database: Database
  actor: Actor
  source: Source
  /** Reads what is new, and these stories again. */
  read: (source: Source, again: readonly string[]) => AsyncIterable<ReadBatch>
  /** How images are fetched, and under which address we show them. */
  fetchImages: ImageFetch
  publicUrl: string
  now: () => number
  /** Does everything and keeps nothing. */
  dryRun?: boolean
  /** Begins although another run is under way, which ends then. */
  takesOver?: boolean
  /** The report that was announced for it. */
  report?: ImportReport | undefined
  /** Finds what the source no longer has; returns how much. */
  sweep?: (() => Promise<number>) | undefined
  onProgress?: (done: number, total: number | undefined) => void
}

/**
 * Reads a source and stores what is new, each batch in a write of its own; whatever ends it in the middle, the
 * next run goes on from there. A source that fails is told in the report. Absent where another run is under way.
 */
export async function runImport(run: ImportRun): Promise<ImportReport | undefined> {
  const { database, source, now, dryRun = false } = run
  const announced = run.report ?? newReport(source.id, now(), 'running')
  const report: ImportReport = { ...announced, state: 'running', startedAt: now() }
  if (!dryRun && !(await database.write((tx) => begin(tx, run, report)))) return undefined

  const tally = new Tally()
  const end = async (ended: Ended, upTo?: Instant) => {
    if (!dryRun) await database.write((tx) => conclude(tx, source, report.id, ended, upTo))
    return { ...report, ...ended, endedAt: now() }
  }
  try {
    const newswire = await requirePublishable(database, source)
    const { upTo, complete } = await storeAll(run, report, tally, newswire)
    if (run.sweep && !dryRun) tally.count('vanished', await run.sweep())
    return await end({ state: 'done', error: null, result: tally.result(complete) }, upTo)
  } catch (error) {
    const isTheirs = error instanceof SourceFailed
    const message = isTheirs ? error.message : 'It ended in a fault of ours; the log tells more.'
    const failed = await end({ state: 'failed', error: message, result: tally.result() })
    if (isTheirs) return failed
    throw error
  }
}

async function storeAll(run: ImportRun, report: ImportReport, tally: Tally, newswire: Newswire | undefined) {
  const { database, actor, source, fetchImages, publicUrl, dryRun = false, onProgress } = run
  let stored: Instant | undefined
  let beat = run.now()
  let complete = true
  // Whoever starts a run by hand wants no image to wait for its time.
  const triesUntil = run.takesOver ? never : report.startedAt
  const again = dryRun ? [] : await storiesToTryAgain(database.read, source.id, triesUntil)
  for await (const { found, total, upTo, leftOut, asked, more = false } of run.read(source, again)) {
    const note = (tx: Tx) => (dryRun ? insertIfNew(tx, source) : goOn(tx, source.id, report.id, stored))
    const fetchBeside = async (urls: readonly string[]) => {
      // A sign of life: images take their time.
      if (run.now() - beat >= beatMs) {
        await database.write(note)
        beat = run.now()
      }
      return fetchImages(urls)
    }
    const illustrating = {
      ...{ queries: database.read, source, newswire, publicUrl },
      fetchImages: dryRun ? undefined : fetchBeside,
    }
    const { rules } = source
    const intake = { actor, source }
    await storeBatch(database, tally, found, { intake, rules, illustrating, note, dryRun, triesUntil })
    if (asked) await database.write((tx) => forgetTries(tx, source.id, asked, report.startedAt))
    if (leftOut) tally.leaveOut(leftOut)
    // Noted with the next batch, when this one is stored whole.
    stored = Math.max(stored ?? 0, upTo ?? 0) || undefined
    complete = !more
    onProgress?.(tally.result().read, total)
  }
  return { upTo: stored, complete }
}

// Where the whole source would be refused, it is told once, and no story is passed over.
async function requirePublishable({ read }: Database, { publish }: Source): Promise<Newswire | undefined> {
  const newswire = await findNewswire(read)
  if (publish === 'hold' || (newswire && newswire.logo.length > 0)) return newswire
  throw new SourceFailed('Nothing can be published before the logo is set with `wirecopy newswire logo`')
}

async function begin(
  tx: Tx,
  { source, takesOver = false }: ImportRun,
  report: ImportReport,
): Promise<boolean> {
  const [present] = await tx.select().from(sources).where(eq(sources.id, source.id)).limit(1)
  if (!takesOver && present?.runId != null && present.runningUntil > tx.now) return false
  await closeInterrupted(tx, source.id)
  await keepReport(tx, report)
  await tx
    .update(sources)
    .set({ runId: report.id, runningUntil: tx.now + leaseMs })
    .where(eq(sources.id, source.id))
  return true
}

// A rehearsal may be of a source that is not there; it is undone with the rest.
async function insertIfNew(tx: Tx, source: Source): Promise<void> {
  await tx.insert(sources).values(source).onConflictDoNothing()
}

// Only the newest run may write, so that two of them never store one story twice.
async function goOn(tx: Tx, id: Id<'src'>, runId: Id<'imp'>, stored: Instant | undefined): Promise<void> {
  const mine = await tx
    .update(sources)
    .set({ runningUntil: tx.now + leaseMs, ...(stored === undefined ? {} : { modifiedAfter: stored }) })
    .where(and(eq(sources.id, id), eq(sources.runId, runId)))
    .returning({ id: sources.id })
  if (mine.length === 0)
    throw new SourceFailed('Another run of this source has begun, or the source was removed')
}

async function conclude(
  tx: Tx,
  { id }: Source,
  runId: Id<'imp'>,
  ended: Ended,
  upTo?: Instant,
): Promise<void> {
  await endReport(tx, runId, ended)
  const [present] = await tx.select().from(sources).where(eq(sources.id, id)).limit(1)
  if (present?.runId !== runId) return
  await tx
    .update(sources)
    .set({
      runId: null,
      runningUntil: 0,
      lastRunAt: tx.now,
      lastError: ended.error,
      failures: ended.state === 'done' ? 0 : present.failures + 1,
      ...(upTo === undefined ? {} : { modifiedAfter: upTo }),
    })
    .where(eq(sources.id, id))
}

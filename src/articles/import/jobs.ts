import type { Actor } from '../../actor.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Id } from '../../platform/ids.ts'
import { type Run, type Runner, runner } from '../../platform/jobs/kinds.ts'
import { type Schedule, schedule } from '../../platform/jobs/scheduler.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { askerFor, fileAskerFor, type Outside } from './asking.ts'
import { deskTellingRunner } from './desk-mail.ts'
import { imageFetcher } from './image-fetch.ts'
import { bylineRelease, sourcePoll, sourceSweep, sourceWatch } from './job-kinds.ts'
import { planPoll } from './plan-poll.ts'
import { planSources } from './polling.ts'
import { readerOver } from './readers.ts'
import { SourceFailed } from './reading.ts'
import { releaseWaiting } from './release.ts'
import { findReport } from './reports.ts'
import { runImport } from './run.ts'
import { findSource, type Source } from './sources.ts'
import { sweep } from './sweep.ts'

const watchEveryMs = 4 * 60_000
// What does not fit into one run of a job is read by the next.
const pagesPerPoll = 100

const actor: Actor = { kind: 'system', name: 'import' }

interface Around {
  outside: Outside
  storage: Storage
  publicUrl: string
  clock: Clock
}

/** What happens to sources by themselves, and how often somebody sees that it does. */
export function importJobs(around: Around): { runners: Runner[]; schedule: Schedule } {
  return {
    runners: [
      runner(sourceWatch, ({ database }) => database.write(planSources)),
      runner(sourcePoll, (run, { sourceId, reportId }) =>
        withSource(run, sourceId, (source) => poll(run, source, around, reportId)),
      ),
      runner(sourceSweep, (run, { sourceId }) =>
        withSource(run, sourceId, (source) => look(run, source, around)),
      ),
      runner(bylineRelease, async ({ database }, { name }) => {
        await releaseWaiting(database, actor, name)
      }),
      deskTellingRunner,
    ],
    schedule: schedule('source.watch', { everyMs: watchEveryMs }, sourceWatch, {}),
  }
}

async function withSource(
  { database }: Run,
  id: Source['id'],
  work: (source: Source) => Promise<void>,
): Promise<void> {
  const source = await findSource(database.read, id)
  if (source) await work(source)
}

async function poll(
  run: Run,
  source: Source,
  { outside, storage, publicUrl, clock }: Around,
  reportId?: Id<'imp'>,
): Promise<void> {
  const { database, log, signal } = run
  const report = reportId && (await findReport(database.read, reportId))
  // It was done before its end could be noted, or nobody wants it any more.
  if (report ? report.state !== 'waiting' : isResting(source)) return
  const ended = await runImport({
    ...{ database, actor, source, report, now: () => clock.now() },
    read: readerOver(outside, { maxPages: pagesPerPoll, signal }),
    fetchImages: imageFetcher(fileAskerFor(source, outside, signal), storage),
    publicUrl,
    takesOver: report !== undefined,
  })
  if (ended?.error) log.warn({ sourceId: source.id, error: ended.error }, 'source could not be read')
  const isBehind = ended?.state === 'done' && !ended.result.complete
  await database.write(async (tx) => {
    const present = await findSource(tx, source.id)
    if (present) await planPoll(tx, present, isBehind ? undefined : tx.now)
  })
}

function isResting({ paused, intervalMs }: Source): boolean {
  return paused || intervalMs === null
}

// A source that does not answer its polls is left alone.
async function look({ database, log, now, signal }: Run, source: Source, { outside }: Around): Promise<void> {
  if (isResting(source) || source.failures > 0) return
  try {
    await sweep(database, actor, source, askerFor(source, outside, signal), now)
  } catch (error) {
    if (!(error instanceof SourceFailed)) throw error
    log.warn({ sourceId: source.id, error: error.message }, 'source could not be compared')
  }
}

import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { sourcePoll, sourceSweep } from './job-kinds.ts'
import { type ImportReport, keepReport, newReport } from './reports.ts'
import { requireSource } from './sources.ts'
import { sources } from './tables.ts'

const maxSources = 1_000

/** Has a source read at once, beside its polls; the report says what comes of it. */
export async function startRun(tx: Tx, actor: Actor, id: Id<'src'>): Promise<ImportReport> {
  await requireSource(tx, id)
  const report = newReport(id, tx.now, 'waiting')
  await keepReport(tx, report)
  await enqueue(tx, sourcePoll, { sourceId: id, reportId: report.id })
  await audit(tx, actor, 'source.run', id, { report: report.id })
  return report
}

/** Sees that every source has its poll, also where the one before died, and that its ids are compared. */
export async function planSources(tx: Tx): Promise<void> {
  const standing = await tx
    .select()
    .from(sources)
    .where(and(isNull(sources.removedAt), isNotNull(sources.intervalMs), eq(sources.paused, false)))
    .orderBy(asc(sources.id))
    .limit(maxSources)
  for (const { id: sourceId, kind, nextRunAt } of standing) {
    const poll = { runAt: nextRunAt ?? tx.now, uniqueKey: `${sourcePoll.kind} ${sourceId}` }
    await enqueue(tx, sourcePoll, { sourceId }, { ...poll, onConflict: 'keep' })
    if (kind !== 'wordpress') continue
    const uniqueKey = `${sourceSweep.kind} ${sourceId}`
    await enqueue(tx, sourceSweep, { sourceId }, { uniqueKey, onConflict: 'keep' })
  }
}

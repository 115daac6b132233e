import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { type ImportResult, Tally } from './result.ts'
import { importReports } from './tables.ts'

const kept = 1_000
const prunedAtOnce = 100

export type ImportReport = typeof importReports.$inferSelect

/** A run that nobody has begun yet. */
export function newReport(sourceId: Id<'src'>, now: number, state: ImportReport['state']): ImportReport {
  const result = new Tally().result()
  return { id: newId('imp'), sourceId, state, startedAt: now, endedAt: null, error: null, result }
}

/** Keeps the report of a run that begins or is to begin, and drops the oldest beyond 1,000. */
export async function keepReport(tx: Tx, report: ImportReport): Promise<void> {
  await tx.insert(importReports).values(report).onConflictDoUpdate({ target: importReports.id, set: report })
  const old = await tx
    .select({ id: importReports.id })
    .from(importReports)
    .orderBy(desc(importReports.id))
    .offset(kept)
    .limit(prunedAtOnce)
  if (old.length === 0) return
  await tx.delete(importReports).where(
    inArray(
      importReports.id,
      old.map(({ id }) => id),
    ),
  )
}

/** Says of runs whose process ended in the middle that they did. */
export async function closeInterrupted(tx: Tx, sourceId: Id<'src'>): Promise<void> {
  await tx
    .update(importReports)
    .set({ state: 'interrupted', endedAt: tx.now })
    .where(and(eq(importReports.sourceId, sourceId), eq(importReports.state, 'running')))
}

export async function endReport(
  tx: Tx,
  id: Id<'imp'>,
  ended: { state: 'done' | 'failed'; error: string | null; result: ImportResult },
): Promise<void> {
  await tx
    .update(importReports)
    .set({ ...ended, endedAt: tx.now })
    .where(eq(importReports.id, id))
}

export async function findReport(queries: Queries, id: Id<'imp'>): Promise<ImportReport | undefined> {
  const [report] = await queries.select().from(importReports).where(eq(importReports.id, id)).limit(1)
  return report
}

/** A page of what the runs of a source found, newest first. */
export async function listReports(
  queries: Queries,
  sourceId: Id<'src'>,
  limit: number,
  before?: Id<'imp'>,
): Promise<ImportReport[]> {
  return queries
    .select()
    .from(importReports)
    .where(and(eq(importReports.sourceId, sourceId), before ? lt(importReports.id, before) : undefined))
    .orderBy(desc(importReports.id))
    .limit(limit)
}

import { and, asc, count, desc, eq, inArray, isNull, lt, ne } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { partners } from '../../partners/tables.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { countsOf, type RowOutcome } from './importing.ts'
import { partnerImportRows, partnerImports } from './tables.ts'

const rowsPerStatement = 500
/** So many rows an import may have. */
export const maxRows = 5_000

type PartnerImport = typeof partnerImports.$inferSelect

/** An import as it is listed: what became of its rows so far. */
export interface ImportSummary extends PartnerImport {
  counts: ReturnType<typeof countsOf>
}

/** With every row, in order; of refused ones the name is not kept. */
export interface ImportReport extends PartnerImport {
  rows: RowOutcome[]
}

/** Begins an import, or goes on with one of the same sheet that was broken off. */
export async function beginImport(
  tx: Tx,
  { sha256, total }: Pick<PartnerImport, 'sha256' | 'total'>,
): Promise<{ id: Id<'imp'>; goesOn: boolean }> {
  const [open] =
    sha256 === null
      ? []
      : await tx
          .select({ id: partnerImports.id })
          .from(partnerImports)
          .where(and(eq(partnerImports.sha256, sha256), isNull(partnerImports.endedAt)))
          .orderBy(desc(partnerImports.id))
          .limit(1)
  if (open) return { id: open.id, goesOn: true }
  const id = newId('imp')
  await tx.insert(partnerImports).values({ id, sha256, total, startedAt: tx.now, endedAt: null })
  return { id, goesOn: false }
}

/** Keeps what became of rows, in the transaction of it. A row that is a partner stays told as that. */
export async function keepOutcomes(
  tx: Tx,
  importId: Id<'imp'>,
  outcomes: readonly RowOutcome[],
): Promise<void> {
  for (let at = 0; at < outcomes.length; at += rowsPerStatement) {
    const some = outcomes.slice(at, at + rowsPerStatement)
    const lines = some.map(({ line }) => line)
    await tx
      .delete(partnerImportRows)
      .where(
        and(
          eq(partnerImportRows.importId, importId),
          inArray(partnerImportRows.line, lines),
          ne(partnerImportRows.result, 'registered'),
        ),
      )
    await tx
      .insert(partnerImportRows)
      .values(some.map((outcome) => ({ importId, ...stored(outcome) })))
      .onConflictDoNothing()
  }
}

function stored(outcome: RowOutcome) {
  const { line, result } = outcome
  return {
    ...{ line, result },
    partnerId: outcome.result === 'refused' ? null : outcome.partnerId,
    because: outcome.result === 'skipped' ? outcome.because : null,
    errors: outcome.result === 'refused' ? outcome.errors.map(withoutFile) : null,
  }
}

// The name of a paper is often that of who signed it.
function withoutFile({ field, message }: { field: string; message: string }) {
  return {
    field,
    message: field === 'agreementFile' ? 'cannot be taken; try the sheet to read why' : message,
  }
}

/** Ends an import; what became of each row is in the audit log, too. */
export async function endImport(tx: Tx, actor: Actor, id: Id<'imp'>): Promise<ImportReport> {
  await tx.update(partnerImports).set({ endedAt: tx.now }).where(eq(partnerImports.id, id))
  const report = await requireReport(tx, id)
  // Without names and addresses, which cannot be erased there.
  const rows = report.rows.map((row) => ({
    ...{ line: row.line, result: row.result },
    ...(row.result === 'refused'
      ? { fields: row.errors.map(({ field }) => field) }
      : { partnerId: row.partnerId }),
  }))
  await audit(tx, actor, 'partner.import', id, { ...countsOf(report.rows), rows })
  return report
}

/** Throws `not-found`. */
export async function requireReport(queries: Queries, id: Id<'imp'>): Promise<ImportReport> {
  const [found] = await queries.select().from(partnerImports).where(eq(partnerImports.id, id)).limit(1)
  if (!found) throw new Problem('not-found', { detail: `There is no import ${id}.` })
  const rows = await queries
    .select({ row: partnerImportRows, name: partners.name })
    .from(partnerImportRows)
    .leftJoin(partners, eq(partners.id, partnerImportRows.partnerId))
    .where(eq(partnerImportRows.importId, id))
    .orderBy(asc(partnerImportRows.line))
    .limit(maxRows)
  return { ...found, rows: rows.map(({ row, name }) => outcomeOf(row, name ?? '')) }
}

function outcomeOf(
  { line, result, partnerId, because, errors }: typeof partnerImportRows.$inferSelect,
  name: string,
): RowOutcome {
  if (result === 'refused') return { line, name, result, errors: errors ?? [] }
  return result === 'skipped'
    ? { line, name, result, partnerId, because: because ?? '' }
    : { line, name, result, partnerId }
}

/** A page of imports, the newest first. */
export async function listImports(
  queries: Queries,
  { limit, before }: { limit: number; before?: Id<'imp'> | undefined },
): Promise<ImportSummary[]> {
  const page = await queries
    .select()
    .from(partnerImports)
    .where(before && lt(partnerImports.id, before))
    .orderBy(desc(partnerImports.id))
    .limit(limit)
  const ids = page.map(({ id }) => id)
  const counted = await queries
    .select({ id: partnerImportRows.importId, result: partnerImportRows.result, rows: count() })
    .from(partnerImportRows)
    .where(inArray(partnerImportRows.importId, ids))
    .groupBy(partnerImportRows.importId, partnerImportRows.result)
    .limit(limit * 3)
  return page.map((one) => {
    const of = (result: RowOutcome['result']) =>
      counted.find(({ id, result: its }) => id === one.id && its === result)?.rows ?? 0
    const counts = { registered: of('registered'), skipped: of('skipped'), refused: of('refused') }
    return { ...one, counts }
  })
}

import { desc, eq } from 'drizzle-orm'
import { type Actor, actorName } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { invalidate } from '../../platform/database/invalidations.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { review } from '../attention/reviewing.ts'
import { requirePartner, showPartner } from '../partners.ts'
import { type checkNames, checkRecords, checks, partners, type verdicts } from '../tables.ts'

export type CheckName = (typeof checkNames)[number]
export type CheckRecord = typeof checkRecords.$inferSelect

const maxRecords = 200

export interface CheckLine {
  check: CheckName
  verdict: (typeof verdicts)[number]
  note: string
}

/** Records what somebody found, in place of an earlier verdict on the same check. The first one begins the review. */
export async function recordCheck(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  line: CheckLine,
): Promise<void> {
  const { status, version } = await requirePartner(tx, partnerId)
  await writeCheck(tx, actor, partnerId, line)
  if (status !== 'applied') return
  const begun = { status: 'in_review', updatedAt: tx.now, version: version + 1 } as const
  await tx.update(partners).set(begun).where(eq(partners.id, partnerId))
  await audit(tx, actor, 'partner.review', partnerId)
  await invalidate(tx, partnerId)
}

/** Records a verdict that begins no review. */
export async function writeCheck(tx: Tx, actor: Actor, partnerId: Id<'par'>, line: CheckLine): Promise<void> {
  const row = { partnerId, ...line, actorKind: actor.kind, actor: actorName(actor), at: tx.now }
  await tx
    .insert(checks)
    .values(row)
    .onConflictDoUpdate({ target: [checks.partnerId, checks.check], set: row })
  await tx.insert(checkRecords).values({ id: newId('chk'), ...row })
  const { note, ...verdict } = line
  await audit(tx, actor, 'check.record', partnerId, verdict, { about: partnerId, words: { note } })
  if (line.check === 'audience') await review(tx, [await showPartner(tx, partnerId)])
}

/** What was recorded of a partner's checks, newest first; the oldest may be left out. */
export async function checkHistory(queries: Queries, partnerId: Id<'par'>): Promise<CheckRecord[]> {
  return queries
    .select()
    .from(checkRecords)
    .where(eq(checkRecords.partnerId, partnerId))
    .orderBy(desc(checkRecords.id))
    .limit(maxRecords)
}

import { and, desc, eq } from 'drizzle-orm'
import { type Actor, actorName } from '../actor.ts'
import {
  type CheckName,
  decide,
  type PartnerProfile,
  recordCheck,
  requirePartner,
  showPartner,
} from '../partners/partners.ts'
import { checkNames } from '../partners/tables.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { type Id, newId } from '../platform/ids.ts'
import { agreements } from './tables.ts'
import { requireTerms } from './terms.ts'

export type Agreement = typeof agreements.$inferSelect

/** The newest agreement of a partner. */
export async function agreementOf(queries: Queries, partnerId: Id<'par'>): Promise<Agreement | undefined> {
  const [row] = await queries
    .select()
    .from(agreements)
    .where(eq(agreements.partnerId, partnerId))
    .orderBy(desc(agreements.termsVersion))
    .limit(1)
  return row
}

/** Records that a partner accepts the current terms, itself or through staff. Once per version. */
async function agree(tx: Tx, actor: Actor, partnerId: Id<'par'>): Promise<Agreement> {
  await requirePartner(tx, partnerId)
  const { version } = await requireTerms(tx)
  const [earlier] = await tx
    .select()
    .from(agreements)
    .where(and(eq(agreements.partnerId, partnerId), eq(agreements.termsVersion, version)))
    .limit(1)
  if (earlier) return earlier

  const how = actor.kind === 'partner' ? 'accepted' : 'on_behalf'
  const row: Agreement = {
    id: newId('agr'),
    partnerId,
    termsVersion: version,
    how,
    acceptedBy: actorName(actor),
    at: tx.now,
  }
  await tx.insert(agreements).values(row)
  await audit(tx, actor, 'agreement.record', row.id, { partnerId, termsVersion: version, how })
  await invalidate(tx, partnerId)
  return row
}

interface Approval {
  reason?: string | undefined
  waivers?: { check: CheckName; note: string }[] | undefined
}

/**
 * Approves a partner that staff registered: checks without a waiver of their own are waived, and the
 * current terms are accepted on its behalf, so that its key works at once.
 */
export async function approve(
  tx: Tx,
  actor: Actor,
  id: Id<'par'>,
  { reason, waivers }: Approval,
): Promise<PartnerProfile> {
  const partner = await decide(tx, actor, id, 'approved', reason)
  const settled = new Set(partner.checks.map(({ check }) => check))
  for (const check of checkNames) {
    const waiver = waivers?.find((candidate) => candidate.check === check)
    if (!waiver && settled.has(check)) continue
    await recordCheck(tx, actor, id, {
      check,
      verdict: 'waived',
      note: waiver?.note ?? 'registered by staff',
    })
  }
  await agree(tx, actor, id)
  return showPartner(tx, id)
}

import { and, desc, eq } from 'drizzle-orm'
import { type Actor, actorName } from '../actor.ts'
import { decide } from '../partners/decisions.ts'
import { type PartnerProfile, requirePartner, showPartner } from '../partners/partners.ts'
import { settleChecks, type Waiver } from '../partners/vetting/settling.ts'
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
  waivers?: Waiver[] | undefined
}

/**
 * Approves a partner and accepts the current terms on its behalf, so that its key works at once. Throws
 * `conflict` while a required check is not settled.
 */
export async function approve(
  tx: Tx,
  actor: Actor,
  id: Id<'par'>,
  { reason, waivers = [] }: Approval,
): Promise<PartnerProfile> {
  const before = await showPartner(tx, id)
  await decide(tx, actor, id, 'approved', reason)
  const { termsVersion, how } = await agree(tx, actor, id)
  const note = `version ${termsVersion} accepted${how === 'on_behalf' ? ' on its behalf' : ''}`
  await settleChecks(tx, actor, before, waivers, note)
  return showPartner(tx, id)
}

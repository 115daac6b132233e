import { and, desc, eq } from 'drizzle-orm'
import { type Actor, actorName } from '../actor.ts'
import { type CheckName, recordCheck } from '../partners/checks.ts'
import { decide } from '../partners/decisions.ts'
import { type PartnerProfile, requirePartner, showPartner } from '../partners/partners.ts'
import { checkNames } from '../partners/tables.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { type Id, newId } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
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

interface Waiver {
  check: CheckName
  note: string
}

interface Approval {
  reason?: string | undefined
  waivers?: Waiver[] | undefined
}

/**
 * Approves a partner and accepts the current terms on its behalf, so that its key works at once. Where nobody
 * began to vet it, staff vouch for it and every check is waived. Throws `conflict` while a check is open or failed.
 */
export async function approve(
  tx: Tx,
  actor: Actor,
  id: Id<'par'>,
  { reason, waivers = [] }: Approval,
): Promise<PartnerProfile> {
  const { checks } = await decide(tx, actor, id, 'approved', reason)
  requireSettled(id, checks, waivers)
  const { termsVersion, how } = await agree(tx, actor, id)
  for (const { check, note } of waivers) await recordCheck(tx, actor, id, { check, verdict: 'waived', note })
  for (const check of checkNames) {
    if ([...checks, ...waivers].some((line) => line.check === check)) continue
    const accepted = `version ${termsVersion} accepted${how === 'on_behalf' ? ' on its behalf' : ''}`
    const line =
      check === 'terms'
        ? ({ verdict: 'pass', note: accepted } as const)
        : ({ verdict: 'waived', note: 'registered by staff' } as const)
    await recordCheck(tx, actor, id, { check, ...line })
  }
  return showPartner(tx, id)
}

function requireSettled(id: Id<'par'>, checks: PartnerProfile['checks'], waivers: Waiver[]): void {
  const verdictOf = (name: CheckName) => checks.find(({ check }) => check === name)?.verdict
  const unwaived = checkNames.filter((name) => !waivers.some(({ check }) => check === name))
  const failed = unwaived.filter((name) => verdictOf(name) === 'fail')
  // The approval itself settles the terms.
  const open = unwaived.filter((name) => checks.length > 0 && name !== 'terms' && !verdictOf(name))
  if (failed.length + open.length === 0) return
  const faults = [
    ...(failed.length > 0 ? [`failed: ${failed.join(', ')}`] : []),
    ...(open.length > 0 ? [`open: ${open.join(', ')}`] : []),
  ]
  throw new Problem('conflict', {
    detail: `${id} has checks that are not settled (${faults.join('; ')}); waive each with a note, or let it pass first.`,
  })
}

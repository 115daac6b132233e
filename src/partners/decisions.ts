import { eq } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { tellDecision } from './mails.ts'
import { type PartnerProfile, type PartnerStatus, profile, requirePartner } from './partners.ts'
import { partners } from './tables.ts'

const verbs = {
  approved: { verb: 'partner.approve', from: ['applied', 'in_review'] },
  suspended: { verb: 'partner.suspend', from: ['approved'] },
  reinstated: { verb: 'partner.reinstate', from: ['suspended'] },
  terminated: { verb: 'partner.terminate', from: ['applied', 'in_review', 'approved', 'suspended'] },
} as const satisfies Record<string, { verb: string; from: readonly PartnerStatus[] }>

export type PartnerDecision = keyof typeof verbs

/** Changes a partner's standing; every process knows within a second. Throws `conflict` where it does not apply. */
export async function decide(
  tx: Tx,
  actor: Actor,
  id: Id<'par'>,
  decision: PartnerDecision,
  reason: string | undefined,
): Promise<PartnerProfile> {
  const partner = await requirePartner(tx, id)
  const { verb, from } = verbs[decision]
  if (!from.some((status) => status === partner.status)) {
    throw new Problem('conflict', {
      detail: `${id} is ${partner.status}; only ${from.join(' or ')} partners can be ${decision}.`,
    })
  }
  const status = decision === 'reinstated' ? 'approved' : decision
  const changed = {
    ...partner,
    status,
    statusReason: reason ?? null,
    updatedAt: tx.now,
    version: partner.version + 1,
  }
  await tx.update(partners).set(changed).where(eq(partners.id, id))
  await audit(tx, actor, verb, id, { reason: reason ?? null })
  await invalidate(tx, id)
  const decided = await profile(tx, changed)
  await tellDecision(tx, decision, decided)
  return decided
}

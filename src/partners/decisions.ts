import { eq } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { review } from './attention/reviewing.ts'
import { tellDecision } from './mails.ts'
import { type Partner, type PartnerProfile, type PartnerStatus, profile, requirePartner } from './partners.ts'
import { checks, partners } from './tables.ts'

const verbs = {
  approved: { verb: 'partner.approve', from: ['applied', 'in_review'], to: 'approved' },
  asked: { verb: 'partner.ask', from: ['applied', 'in_review'], to: 'in_review' },
  declined: { verb: 'partner.decline', from: ['applied', 'in_review'], to: 'declined' },
  'taken up again': { verb: 'partner.reapply', from: ['declined'], to: 'applied' },
  suspended: { verb: 'partner.suspend', from: ['approved'], to: 'suspended' },
  reinstated: { verb: 'partner.reinstate', from: ['suspended'], to: 'approved' },
  terminated: {
    verb: 'partner.terminate',
    from: ['applied', 'in_review', 'approved', 'suspended'],
    to: 'terminated',
  },
} as const satisfies Record<string, { verb: string; from: readonly PartnerStatus[]; to: PartnerStatus }>

// Of those nobody need be asked any more.
const endings: PartnerStatus[] = ['declined', 'terminated']

export type PartnerDecision = keyof typeof verbs

/** Changes a partner's standing; every process knows within a second. Throws `conflict` where it does not apply. */
export async function decide(
  tx: Tx,
  actor: Actor,
  id: Id<'par'>,
  decision: PartnerDecision,
  reason: string | undefined,
  { silently = false }: { silently?: boolean | undefined } = {},
): Promise<PartnerProfile> {
  const partner = await requirePartner(tx, id)
  const status = outcomeOf(partner, decision)
  const changed = {
    ...partner,
    status,
    endedAt: isOver(status) ? tx.now : null,
    statusReason: reason ?? null,
    updatedAt: tx.now,
    version: partner.version + 1,
  }
  if (decision === 'taken up again') {
    // Nobody vouches for it any more, and what was found of it is looked into anew.
    changed.origin = 'application'
    await tx.delete(checks).where(eq(checks.partnerId, id))
  }
  await tx.update(partners).set(changed).where(eq(partners.id, id))
  await audit(
    tx,
    actor,
    verbs[decision].verb,
    id,
    {},
    reason === undefined ? undefined : { about: id, words: { reason } },
  )
  await invalidate(tx, id)
  const decided = await profile(tx, changed)
  if (!silently) await tellDecision(tx, decision, decided)
  if (endings.includes(decided.status)) await review(tx, [decided])
  return decided
}

/** Whether nothing binds a publisher with this status to us any more. */
export function isOver(status: PartnerStatus): boolean {
  return status === 'terminated' || status === 'declined'
}

/** The status that a decision leads to. Throws `conflict` where it does not apply. */
export function outcomeOf({ id, status }: Partner, decision: PartnerDecision): PartnerStatus {
  const { from, to } = verbs[decision]
  if (from.some((one) => one === status)) return to
  throw new Problem('conflict', {
    detail: `${id} is ${status}; only ${from.join(' or ')} partners can be ${decision}.`,
  })
}

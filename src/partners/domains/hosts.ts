import { eq } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { review } from '../attention/reviewing.ts'
import { maxOf, type PartnerProfile, requireFree, showPartner } from '../partners.ts'
import { partnerDomains, partners } from '../tables.ts'
import { settleOwnership } from './ownership.ts'
import { requireHost } from './recording.ts'
import { domainProofs } from './tables.ts'

/** Notes one more host that a partner publishes on. Throws `conflict` where it is taken, or has too many. */
export async function addHost(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  host: string,
): Promise<PartnerProfile> {
  const { domains } = await showPartner(tx, partnerId)
  if (domains.includes(host)) return showPartner(tx, partnerId)
  if (domains.length >= maxOf.domains) {
    throw new Problem('conflict', { detail: `${partnerId} has ${domains.length} hosts, which is the most.` })
  }
  await requireFree(tx, [host])
  await tx.insert(partnerDomains).values({ host, partnerId })
  return changed(tx, actor, 'domain.add', partnerId, host)
}

/** Forgets a host, with its proof. Throws `not-found`, or `conflict` for the last one. */
export async function removeHost(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  host: string,
): Promise<PartnerProfile> {
  await requireHost(tx, partnerId, host)
  const { domains } = await showPartner(tx, partnerId)
  if (domains.length === 1) {
    throw new Problem('conflict', {
      detail: `${host} is the only host of ${partnerId}; add another one first.`,
    })
  }
  await tx.delete(domainProofs).where(eq(domainProofs.host, host))
  await tx.delete(partnerDomains).where(eq(partnerDomains.host, host))
  return changed(tx, actor, 'domain.remove', partnerId, host)
}

async function changed(
  tx: Tx,
  actor: Actor,
  verb: 'domain.add' | 'domain.remove',
  partnerId: Id<'par'>,
  host: string,
): Promise<PartnerProfile> {
  const { version, ...partner } = await showPartner(tx, partnerId)
  await tx
    .update(partners)
    .set({ updatedAt: tx.now, version: version + 1 })
    .where(eq(partners.id, partnerId))
  await audit(tx, actor, verb, partnerId, { host })
  const after = { ...partner, version: version + 1, updatedAt: tx.now }
  await settleOwnership(tx, after)
  await review(tx, [after])
  return showPartner(tx, partnerId)
}

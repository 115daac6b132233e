import { and, asc, eq } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { review } from '../attention/reviewing.ts'
import { maxOf, requirePartner, showPartner } from '../partners.ts'
import { partnerDomains } from '../tables.ts'
import { judged } from './judging.ts'
import type { Look } from './lookout.ts'
import { settleOwnership } from './ownership.ts'
import type { DomainProof } from './standing.ts'
import { domainProofs } from './tables.ts'

/** Keeps what a look at a host showed. Throws `not-found` where the host is not the partner's. */
export async function recordLook(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  host: string,
  look: Look,
): Promise<DomainProof> {
  await requireHost(tx, partnerId, host)
  const before = await findProof(tx, partnerId, host)
  const proof = {
    ...{ host, partnerId, checkedAt: tx.now },
    ...judged(before, look, tx.now, Math.random()),
  }
  await tx.insert(domainProofs).values(proof).onConflictDoUpdate({ target: domainProofs.host, set: proof })
  await noteTurn(tx, actor, before, proof)
  if (proof.verifiedAt !== null) await review(tx, [await showPartner(tx, partnerId)])
  return proof
}

/** Tells the audit log when a host is verified, or fails; that it still does is no news. */
async function noteTurn(
  tx: Tx,
  actor: Actor,
  before: DomainProof | undefined,
  proof: DomainProof,
): Promise<void> {
  const { host, partnerId, method, lastFailure } = proof
  const [held, holds] = [before, proof].map((one) => one?.failingSince === null && one.verifiedAt !== null)
  if (held === holds) return
  if (holds) await audit(tx, actor, 'domain.verify', partnerId, { host, method })
  else await audit(tx, actor, 'domain.fail', partnerId, { host, found: lastFailure })
  await settleOwnership(tx, await showPartner(tx, partnerId))
}

export async function requireHost(queries: Queries, partnerId: Id<'par'>, host: string): Promise<void> {
  await requirePartner(queries, partnerId)
  const [found] = await queries
    .select()
    .from(partnerDomains)
    .where(and(eq(partnerDomains.host, host), eq(partnerDomains.partnerId, partnerId)))
    .limit(1)
  if (!found) throw new Problem('not-found', { detail: `${host} is not a host of ${partnerId}.` })
}

export async function findProof(
  queries: Queries,
  partnerId: Id<'par'>,
  host: string,
): Promise<DomainProof | undefined> {
  const [found] = await queries
    .select()
    .from(domainProofs)
    .where(and(eq(domainProofs.host, host), eq(domainProofs.partnerId, partnerId)))
    .limit(1)
  return found
}

/** The last looks at the hosts of a partner. */
export async function proofsOf(queries: Queries, partnerId: Id<'par'>): Promise<DomainProof[]> {
  return queries
    .select()
    .from(domainProofs)
    .where(eq(domainProofs.partnerId, partnerId))
    .orderBy(asc(domainProofs.host))
    .limit(maxOf.domains)
}

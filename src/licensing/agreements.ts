import { and, desc, eq, inArray, lt, max } from 'drizzle-orm'
import { type Actor, actorName } from '../actor.ts'
import { decide } from '../partners/decisions.ts'
import { type PartnerProfile, showPartner } from '../partners/partners.ts'
import { settleChecks, type Waiver } from '../partners/vetting/settling.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { type Id, newId } from '../platform/ids.ts'
import { agreementHows, agreements, type Signer } from './tables.ts'
import { requireTerms } from './terms.ts'

export type Agreement = typeof agreements.$inferSelect

/** The newest agreement of a partner. */
export async function agreementOf(queries: Queries, partnerId: Id<'par'>): Promise<Agreement | undefined> {
  const [row] = await queries
    .select()
    .from(agreements)
    .where(eq(agreements.partnerId, partnerId))
    .orderBy(desc(agreements.termsVersion), desc(agreements.id))
    .limit(1)
  return row
}

/** The newest version that each of these partners has accepted, where it has any. */
export async function acceptedVersions(
  queries: Queries,
  partnerIds: readonly Id<'par'>[],
): Promise<Map<Id<'par'>, number>> {
  const rows = await queries
    .select({ partnerId: agreements.partnerId, version: max(agreements.termsVersion) })
    .from(agreements)
    .where(inArray(agreements.partnerId, [...partnerIds]))
    .groupBy(agreements.partnerId)
    .limit(partnerIds.length)
  return new Map(rows.flatMap(({ partnerId, version }) => (version === null ? [] : [[partnerId, version]])))
}

/** A page of everything that a partner has accepted, the newest first. */
export async function listAgreements(
  queries: Queries,
  partnerId: Id<'par'>,
  { limit, before }: { limit: number; before?: Id<'agr'> | undefined },
): Promise<Agreement[]> {
  return queries
    .select()
    .from(agreements)
    .where(and(eq(agreements.partnerId, partnerId), before && lt(agreements.id, before)))
    .orderBy(desc(agreements.id))
    .limit(limit)
}

export interface NewAgreement {
  how: Agreement['how']
  termsVersion: number
  signer?: Signer | undefined
  signedOn?: string | undefined
  documentId?: Id<'doc'> | undefined
  note?: string | undefined
  /** When it was accepted, where that is not now. */
  at?: Instant | undefined
}

/** Keeps an acceptance, once for each version and way: the first stands, and is what comes back. */
export async function keepAgreement(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  { how, termsVersion, signer, signedOn, documentId, note, at }: NewAgreement,
): Promise<Agreement> {
  const ofVersion = await agreementsTo(tx, partnerId, termsVersion)
  const earlier = ofVersion.find((agreement) => agreement.how === how)
  if (earlier) return earlier

  const row: Agreement = {
    id: newId('agr'),
    partnerId,
    termsVersion,
    how,
    acceptedBy: actorName(actor),
    signer: signer ?? null,
    signedOn: signedOn ?? null,
    documentId: documentId ?? null,
    note: note ?? null,
    at: at ?? tx.now,
  }
  await tx.insert(agreements).values(row)
  // Nobody is named: what is audited can never be erased.
  await audit(tx, actor, 'agreement.record', row.id, { partnerId, termsVersion, how })
  await invalidate(tx, partnerId)
  return row
}

/** What a partner has accepted a version by, at most once in each way. */
export async function agreementsTo(
  queries: Queries,
  partnerId: Id<'par'>,
  termsVersion: number,
): Promise<Agreement[]> {
  return queries
    .select()
    .from(agreements)
    .where(and(eq(agreements.partnerId, partnerId), eq(agreements.termsVersion, termsVersion)))
    .orderBy(desc(agreements.id))
    .limit(agreementHows.length)
}

// What the partner has accepted itself needs nobody on its behalf.
async function agree(tx: Tx, actor: Actor, partnerId: Id<'par'>): Promise<Agreement> {
  const { version } = await requireTerms(tx)
  const [earlier] = await agreementsTo(tx, partnerId, version)
  return earlier ?? keepAgreement(tx, actor, partnerId, { how: 'on_behalf', termsVersion: version })
}

interface Approval {
  reason?: string | undefined
  waivers?: Waiver[] | undefined
  /** Nobody is mailed: they are told another way. */
  silently?: boolean
}

/**
 * Approves a partner and accepts the current terms on its behalf, so that its key works at once. Throws
 * `conflict` while a required check is not settled.
 */
export async function approve(
  tx: Tx,
  actor: Actor,
  id: Id<'par'>,
  { reason, waivers = [], silently }: Approval,
): Promise<PartnerProfile> {
  const before = await showPartner(tx, id)
  await decide(tx, actor, id, 'approved', reason, { silently })
  const { termsVersion, how } = await agree(tx, actor, id)
  const note = `version ${termsVersion} accepted${how === 'on_behalf' ? ' on its behalf' : ''}`
  await settleChecks(tx, actor, before, waivers, note)
  return showPartner(tx, id)
}

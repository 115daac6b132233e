import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { contactsOf, recipientsAmong } from '../contacts.ts'
import type { Partner } from '../partners.ts'
import { partners } from '../tables.ts'
import { invitationMail } from './invitation-mail.ts'
import { beginOnboarding } from './onboarding.ts'
import { invitations, onboardings } from './tables.ts'

/** How many partners are invited at once. */
export const maxWave = 200

/** What became of a partner that was to be invited, or would. */
export type InvitationOutcome = { partnerId: Id<'par'>; name: string | null } & (
  | { result: 'invited'; mails: number }
  | { result: 'skipped'; because: string }
)

interface Invited {
  partner: Partner
  recipients: { email: string; name: string | null }[]
}

/** The partners that wait longest for their first invitation. */
export async function nextWave(queries: Queries, size: number): Promise<Id<'par'>[]> {
  const rows = await queries
    .select({ id: onboardings.partnerId })
    .from(onboardings)
    .innerJoin(partners, eq(partners.id, onboardings.partnerId))
    .where(and(isNull(onboardings.invitedAt), eq(partners.status, 'approved')))
    .orderBy(asc(onboardings.partnerId))
    .limit(size)
  return rows.map(({ id }) => id)
}

/** Who would be invited, and who is skipped and why. */
export async function wouldInvite(queries: Queries, ids: readonly Id<'par'>[]): Promise<InvitationOutcome[]> {
  const { outcomes } = await lookedAt(queries, ids)
  return outcomes
}

/** Mails each partner a link to a key of its own. A link that it was mailed before opens nothing any more. */
export async function invite(tx: Tx, actor: Actor, ids: readonly Id<'par'>[]): Promise<InvitationOutcome[]> {
  const { invited, outcomes } = await lookedAt(tx, ids)
  for (const one of invited) await inviteOne(tx, actor, one)
  return outcomes
}

async function inviteOne(
  tx: Tx,
  actor: Actor,
  { partner: { id, name }, recipients }: Invited,
): Promise<void> {
  const invitationId = newId('inv')
  await tx
    .insert(invitations)
    .values({ id: invitationId, partnerId: id, at: tx.now, acceptedAt: null, keyId: null })
  await beginOnboarding(tx, id)
  await tx.update(onboardings).set({ invitedAt: tx.now }).where(eq(onboardings.partnerId, id))
  for (const to of recipients)
    await sendMail(tx, invitationMail, { to, data: { name }, aboutId: invitationId, addresseeId: id })
  await audit(tx, actor, 'partner.invite', id, { invitationId, mails: recipients.length })
}

async function lookedAt(queries: Queries, given: readonly Id<'par'>[]) {
  const ids = [...new Set(given)]
  if (ids.length === 0) return { invited: [], outcomes: [] }
  const rows = await queries.select().from(partners).where(inArray(partners.id, ids)).limit(ids.length)
  const people = await contactsOf(queries, ids)
  const invited: Invited[] = []
  const outcomes = ids.map((id): InvitationOutcome => {
    const partner = rows.find((row) => row.id === id)
    if (partner?.status !== 'approved') return skipped(id, partner)
    const theirs = people.filter(({ partnerId }) => partnerId === id)
    const recipients = recipientsAmong(theirs, ['technical', 'licensing'])
    invited.push({ partner, recipients })
    return { partnerId: id, name: partner.name, result: 'invited', mails: recipients.length }
  })
  return { invited, outcomes }
}

function skipped(partnerId: Id<'par'>, partner: Partner | undefined): InvitationOutcome {
  const because = partner ? `is ${partner.status}; only approved partners are invited` : 'is not a partner'
  return { partnerId, name: partner?.name ?? null, result: 'skipped', because }
}

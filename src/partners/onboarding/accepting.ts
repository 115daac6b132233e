import { desc, eq } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import { dayMs, type Instant } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { isId } from '../../platform/ids.ts'
import type { Mail } from '../../platform/mail/mails.ts'
import { findMailOfToken } from '../../platform/mail/tokens.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { Problem } from '../../problems.ts'
import { createApiKey, defaultScopes, type Scope } from '../api-keys.ts'
import { confirmRecipient } from '../confirming.ts'
import { findPartner, type Partner } from '../partners.ts'
import { invitationMail } from './invitation-mail.ts'
import { invitations } from './tables.ts'

const goodForMs = 14 * dayMs
const keyName = 'first key'
// Kills are to be sent to whoever begins here, too.
const keyScopes: Scope[] = [...defaultScopes, 'webhooks:write']

/** By whom: whoever has the link. */
const actor: Actor = { kind: 'system', name: 'invitation' }

export interface Invitation {
  partner: Partner
  /** Until when its link works. */
  expiresAt: Instant
  acceptedAt: Instant | null
}

type Row = typeof invitations.$inferSelect

/** What the link of an invitation is for. Throws `not-found` for one that was altered, has expired or was replaced. */
export async function requireInvitation(
  queries: Queries,
  sealer: Sealer,
  token: string,
  now: Instant,
): Promise<Invitation & { id: Row['id']; mail: Mail }> {
  const mail = await findMailOfToken(queries, sealer, invitationMail.tokenFor, token)
  const row = mail && (await newestFor(queries, mail))
  const partner = row && (await findPartner(queries, row.partnerId))
  const isGood = partner?.status === 'approved' && row?.id === mail?.aboutId
  if (isGood && row && mail && now < row.at + goodForMs)
    return { id: row.id, acceptedAt: row.acceptedAt, expiresAt: row.at + goodForMs, mail, partner }
  throw new Problem('not-found', {
    detail: 'This link was cut off, has expired, or a later invitation took its place. Ask us for a new one.',
  })
}

async function newestFor(queries: Queries, { addresseeId }: Mail): Promise<Row | undefined> {
  if (addresseeId === null || !isId('par', addresseeId)) return undefined
  const [newest] = await queries
    .select()
    .from(invitations)
    .where(eq(invitations.partnerId, addresseeId))
    .orderBy(desc(invitations.id))
    .limit(1)
  return newest
}

/**
 * Makes the key of an invitation, once; whoever comes later gets none. The address that the mail went to is one
 * that somebody reads.
 */
export async function acceptInvitation(
  tx: Tx,
  sealer: Sealer,
  token: string,
): Promise<Invitation & { key?: string }> {
  const { mail, id, ...invitation } = await requireInvitation(tx, sealer, token, tx.now)
  if (invitation.acceptedAt !== null) return invitation
  const wanted = { name: keyName, scopes: keyScopes }
  const { id: keyId, key } = await createApiKey(tx, actor, invitation.partner.id, wanted)
  await tx.update(invitations).set({ acceptedAt: tx.now, keyId }).where(eq(invitations.id, id))
  await audit(tx, actor, 'invitation.accept', id, {
    partnerId: invitation.partner.id,
    keyId,
    mailId: mail.id,
  })
  await confirmRecipient(tx, actor, mail)
  return { ...invitation, acceptedAt: tx.now, key }
}

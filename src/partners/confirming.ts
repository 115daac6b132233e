import { and, eq, inArray } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import { dayMs, type Instant, minuteOf } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { type Id, isId } from '../platform/ids.ts'
import { keyOf, unmarkBouncing } from '../platform/mail/bounces.ts'
import { type Mail, sendMail } from '../platform/mail/mails.ts'
import { findMailOfToken } from '../platform/mail/tokens.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { invalid, Problem } from '../problems.ts'
import { confirmMail } from './confirm-mail.ts'
import { findPartner, type PartnerProfile, profile, showPartner } from './partners.ts'
import { contacts } from './tables.ts'

const goodForMs = 7 * dayMs

/** By whom an address is confirmed: whoever reads mails to it. */
const actor: Actor = { kind: 'system', name: 'contact confirmation' }

/** One address of a partner, with everything that it is its contact for. */
export interface ConfirmableAddress {
  partner: PartnerProfile
  email: string
  contacts: PartnerProfile['contacts']
  confirmedAt: Instant | null
}

/**
 * Mails an address of a partner a link that confirms it. Throws `invalid-request` for an address that is none of
 * its contacts, `conflict` for one that is confirmed.
 */
export async function askToConfirm(
  tx: Tx,
  staff: Actor,
  id: Id<'par'>,
  email: string,
): Promise<{ email: string; expiresAt: Instant }> {
  const address = addressOf(await showPartner(tx, id), email)
  const [contact] = address?.contacts ?? []
  if (!address || !contact) throw invalid('email', `is no contact of ${id}`)
  if (address.confirmedAt !== null)
    throw new Problem('conflict', {
      detail: `This contact of ${id} was confirmed on ${minuteOf(address.confirmedAt)}.`,
    })
  const data = { name: address.partner.name, roles: address.contacts.map(({ role }) => role) }
  const mailId = await sendMail(tx, confirmMail, { to: contact, data, aboutId: id, addresseeId: id })
  // Nobody is named: what is audited can never be erased.
  await audit(tx, staff, 'contact.ask', id, { mailId })
  return { email: contact.email, expiresAt: tx.now + goodForMs }
}

/** What a link in such a mail is for. Throws `not-found` for one that was altered, has expired or is for nobody's contact. */
export async function requireConfirmable(
  queries: Queries,
  sealer: Sealer,
  token: string,
  now: Instant,
): Promise<ConfirmableAddress & { mail: Mail }> {
  const mail = await findMailOfToken(queries, sealer, confirmMail.tokenFor, token)
  const address = mail && (await addressIn(queries, mail))
  if (mail && address && (address.confirmedAt !== null || now < mail.createdAt + goodForMs))
    return { ...address, mail }
  throw new Problem('not-found', {
    detail:
      'This link was cut off, has expired, or its address is no contact any more. Ask us for a new one.',
  })
}

/** Confirms the address that a mail went to, in all that it is a contact for. Doing it again changes nothing. */
export async function confirmContact(tx: Tx, sealer: Sealer, token: string): Promise<ConfirmableAddress> {
  const { mail, ...address } = await requireConfirmable(tx, sealer, token, tx.now)
  if (address.confirmedAt !== null) return address
  await confirmAddress(tx, actor, address, { mailId: mail.id })
  return { ...address, confirmedAt: tx.now }
}

/** Confirms the address that another mail went to, where it is still a contact: somebody used what stood in it. */
export async function confirmRecipient(tx: Tx, by: Actor, mail: Mail): Promise<void> {
  const address = await addressIn(tx, mail)
  if (address?.confirmedAt === null) await confirmAddress(tx, by, address, { mailId: mail.id })
}

/** Notes that whoever reads mails to an address has said so. */
export async function confirmAddress(
  tx: Tx,
  by: Actor,
  { partner: { id }, contacts: same }: Pick<ConfirmableAddress, 'partner' | 'contacts'>,
  details: Record<string, unknown>,
): Promise<void> {
  const emails = same.map(({ email }) => email)
  await tx
    .update(contacts)
    .set({ confirmedAt: tx.now })
    .where(and(eq(contacts.partnerId, id), inArray(contacts.email, emails)))
  // Somebody reads what is mailed to it.
  for (const email of emails) await unmarkBouncing(tx, email)
  await audit(tx, by, 'contact.confirm', id, details)
  await invalidate(tx, id)
}

async function addressIn(
  queries: Queries,
  { addresseeId, recipient }: Mail,
): Promise<ConfirmableAddress | undefined> {
  const isPartner = addresseeId !== null && isId('par', addresseeId)
  const partner = isPartner ? await findPartner(queries, addresseeId) : undefined
  return partner && addressOf(await profile(queries, partner), recipient)
}

/** An address of a partner with all that it is a contact for; undefined where it is none. */
export function addressOf(partner: PartnerProfile, email: string): ConfirmableAddress | undefined {
  const same = partner.contacts.filter((contact) => keyOf(contact.email) === keyOf(email))
  const [first] = same
  return first && { partner, email: first.email, contacts: same, confirmedAt: first.confirmedAt }
}

import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { maxOf } from './partners.ts'
import { type contactRoles, contacts } from './tables.ts'

type Contact = Pick<typeof contacts.$inferSelect, 'role' | 'email'>

/**
 * Whom to write to: whoever has one of these roles, or else the urgent contacts, which every partner has.
 * Each address once.
 */
export function recipientsAmong<C extends Contact>(
  all: readonly C[],
  roles: readonly (typeof contactRoles)[number][],
): C[] {
  const wanted = all.filter(({ role }) => roles.includes(role))
  const chosen = wanted.length > 0 ? wanted : all.filter(({ role }) => role === 'urgent')
  return [...new Map(chosen.map((contact) => [contact.email.toLowerCase(), contact])).values()]
}

/** The contacts of these partners. */
export async function contactsOf(queries: Queries, partnerIds: readonly Id<'par'>[]) {
  return queries
    .select()
    .from(contacts)
    .where(inArray(contacts.partnerId, [...partnerIds]))
    .orderBy(asc(contacts.partnerId), asc(contacts.role), asc(contacts.email))
    .limit(partnerIds.length * maxOf.contacts)
}

/** Whether somebody has confirmed to read what is sent to an urgent contact of a partner. */
export async function hasConfirmedUrgentContact(queries: Queries, partnerId: Id<'par'>): Promise<boolean> {
  const [confirmed] = await queries
    .select({ role: contacts.role })
    .from(contacts)
    .where(
      and(eq(contacts.partnerId, partnerId), eq(contacts.role, 'urgent'), isNotNull(contacts.confirmedAt)),
    )
    .limit(1)
  return confirmed !== undefined
}

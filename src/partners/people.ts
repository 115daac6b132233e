import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Queries, Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { keyOf } from '../platform/mail/bounces.ts'
import { attentionEntries } from './attention/tables.ts'
import { contactsOf } from './contacts.ts'
import { addContacts, type NewPartner, type Partner } from './partners.ts'
import { apiKeys, checkRecords, checks, contacts, partners } from './tables.ts'

const maxRecords = 10_000

/** Stands where words were that had to go. */
export const erasedWords = 'erased'

/** Whose people are erased: all that was written of them, or while the partnership lasts what names them. */
export interface Erasing {
  partner: Partner
  /** Whether a text has to go. */
  covers(text: string): boolean
}

interface Person {
  email: string
  name: string | null
}

/** Names and addresses that are nobody's here any more. */
export interface Gone {
  addresses: string[]
  names: string[]
}

/** Puts others, or nobody, in the place of all contacts; returns whom that leaves out. */
export async function replaceContacts(
  tx: Tx,
  partnerId: Id<'par'>,
  others: NewPartner['contacts'],
): Promise<Person[]> {
  const before = await contactsOf(tx, [partnerId])
  await tx.delete(contacts).where(eq(contacts.partnerId, partnerId))
  if (others.length > 0) await addContacts(tx, partnerId, others, before)
  const stays = new Set(
    others.map(({ role, email, name = null }) => JSON.stringify([role, keyOf(email), name])),
  )
  return before.filter(({ role, email, name }) => !stays.has(JSON.stringify([role, keyOf(email), name])))
}

/** What is left of these people once the contacts are others. */
export function goneAmong(people: readonly Person[], others: NewPartner['contacts']): Gone {
  const addresses = people.map(({ email }) => email)
  const names = people.flatMap(({ name }) => (name === null ? [] : [name]))
  return {
    addresses: without(
      addresses,
      others.map(({ email }) => email),
    ),
    names: without(
      names,
      others.flatMap(({ name }) => (name === undefined ? [] : [name])),
    ),
  }
}

function without(texts: readonly string[], kept: readonly string[]): string[] {
  const stays = new Set(kept.map((text) => text.toLowerCase()))
  return [...new Set(texts)].filter((text) => !stays.has(text.toLowerCase()))
}

/** Erases what was written in free words of a partner: reasons, and notes of its vetting. Returns those that were there. */
export async function eraseNotes(tx: Tx, { partner, covers }: Erasing): Promise<string[]> {
  const { id, statusReason } = partner
  const reasons = [statusReason].filter((text) => text !== null).filter(covers)
  if (reasons.length > 0) await tx.update(partners).set({ statusReason: null }).where(eq(partners.id, id))
  const records = await tx.select().from(checkRecords).where(eq(checkRecords.partnerId, id)).limit(maxRecords)
  const notes = [...new Set(records.map(({ note }) => note))].filter(
    (note) => note !== erasedWords && covers(note),
  )
  for (const table of [checks, checkRecords])
    for (const note of notes)
      await tx
        .update(table)
        .set({ note: erasedWords })
        .where(and(eq(table.partnerId, id), eq(table.note, note)))
  return [...reasons, ...notes, ...(await eraseOutcomes(tx, { partner, covers }))]
}

async function eraseOutcomes(tx: Tx, { partner, covers }: Erasing): Promise<string[]> {
  const { id, partnerId, outcome } = attentionEntries
  const rows = await tx
    .select({ id, outcome })
    .from(attentionEntries)
    .where(and(eq(partnerId, partner.id), isNotNull(outcome)))
    .limit(maxRecords)
  const over = rows.filter(
    (row) => row.outcome !== null && row.outcome !== erasedWords && covers(row.outcome),
  )
  const ids = over.map((row) => row.id)
  await tx.update(attentionEntries).set({ outcome: erasedWords }).where(inArray(id, ids))
  return over.flatMap((row) => row.outcome ?? [])
}

/** The same of the names that were given to its keys. */
export async function eraseKeyNames(tx: Tx, { partner, covers }: Erasing): Promise<number> {
  const keys = await tx.select().from(apiKeys).where(eq(apiKeys.partnerId, partner.id)).limit(maxRecords)
  const named = keys.filter(({ name }) => name !== erasedWords && covers(name)).map(({ id }) => id)
  await tx.update(apiKeys).set({ name: erasedWords }).where(inArray(apiKeys.id, named))
  return named.length
}

/** Those of these addresses that are a contact's of any partner no more. */
export async function addressesOfNobody(queries: Queries, addresses: readonly string[]): Promise<string[]> {
  const keys = [...new Set(addresses.map((address) => address.toLowerCase()))]
  const rows = await queries
    .selectDistinct({ email: sql<string>`lower(${contacts.email})` })
    .from(contacts)
    .where(inArray(sql`lower(${contacts.email})`, keys))
    .limit(keys.length)
  const known = new Set(rows.map(({ email }) => email))
  return addresses.filter((address) => !known.has(address.toLowerCase()))
}

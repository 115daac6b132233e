import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { dayMs, type Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { sweep } from '../platform/jobs/sweeping.ts'
import { sendMail } from '../platform/mail/mails.ts'
import { contactsOf, recipientsAmong } from './contacts.ts'
import { keyMail } from './key-mail.ts'
import { apiKeys, partners } from './tables.ts'

const hourMs = 60 * 60 * 1_000
const keysPerWrite = 100
// The last call first: whoever hears of 7 days need not hear of 30.
const daysBeforeEnd = [7, 30]

/** Tells partners of keys that expire, 30 and 7 days before. */
export const keyNotices = sweep('keys.tell', { everyMs: hourMs }, async ({ database, now }) => {
  const told = await Promise.all(daysBeforeEnd.map((days) => database.write((tx) => tellSome(tx, days, now))))
  return told.includes(true)
})

/** Says whether there may be more. */
async function tellSome(tx: Tx, days: number, now: Instant): Promise<boolean> {
  const ending = await keysEnding(tx, days, now)
  const ids = [...new Set(ending.map(({ partnerId }) => partnerId))]
  const contacts = await contactsOf(tx, ids)
  for (const id of ids) {
    const theirs = ending.filter(({ partnerId }) => partnerId === id)
    const keys = theirs.map((key) => ({
      ...{ id: key.id, name: key.name, display: key.display, expiresAt: key.expiresAt ?? now },
    }))
    const name = theirs[0]?.partner ?? ''
    const people = contacts.filter(({ partnerId }) => partnerId === id)
    for (const to of recipientsAmong(people, ['technical']))
      await sendMail(tx, keyMail, { to, data: { name, days, keys }, aboutId: id, addresseeId: id })
  }
  const keyIds = ending.map(({ id }) => id)
  await tx.update(apiKeys).set({ endTold: days }).where(inArray(apiKeys.id, keyIds))
  return ending.length === keysPerWrite
}

// A key that was rotated is to end, and of one that was made for a shorter time its end is no news.
async function keysEnding(tx: Tx, days: number, now: Instant) {
  const { id, name, display, partnerId, expiresAt, createdAt, endTold } = apiKeys
  return tx
    .select({ id, name, display, partnerId, expiresAt, partner: partners.name })
    .from(apiKeys)
    .innerJoin(partners, eq(partners.id, partnerId))
    .where(
      and(
        gt(expiresAt, now),
        lte(expiresAt, now + days * dayMs),
        eq(apiKeys.kind, 'live'),
        isNull(apiKeys.revokedAt),
        isNull(apiKeys.successorId),
        eq(partners.status, 'approved'),
        gt(sql`${expiresAt} - ${createdAt}`, days * dayMs),
        or(isNull(endTold), gt(endTold, days)),
      ),
    )
    .orderBy(asc(expiresAt), asc(id))
    .limit(keysPerWrite)
}

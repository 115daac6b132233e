import { and, asc, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../clock.ts'
import { holds } from '../database/columns.ts'
import type { Queries, Tx } from '../database/database.ts'
import type { Id } from '../ids.ts'
import { perPart, type Sweep, sweep } from '../jobs/sweeping.ts'
import { daysBefore, readRetention } from '../settings/retention.ts'
import { mails } from './tables.ts'
import { removeFiles } from './transport.ts'

const hourMs = 60 * 60 * 1_000
const maxRecipients = 10_000

/**
 * Has mails forget what they say and whom they went to; that they were sent, when and about what stays. One that
 * waits is not sent any more. Returns which were changed, so that their files follow.
 */
async function eraseMails(queries: Queries, which: SQL | undefined, now: Instant): Promise<Id<'mai'>[]> {
  const nothing = { recipient: '', recipientName: null, data: {}, subject: null, text: null, html: null }
  const status = sql`CASE WHEN ${mails.status} = 'queued' THEN 'suppressed' ELSE ${mails.status} END`
  const erased = await queries
    .update(mails)
    .set({ ...nothing, status, lastError: null, erasedAt: now })
    .where(and(which, isNull(mails.erasedAt)))
    .returning({ id: mails.id })
  return erased.map(({ id }) => id)
}

/** Whom a partner's mails went to. */
export async function recipientsOf(queries: Queries, partnerId: Id<'par'>) {
  return queries
    .selectDistinct({ email: mails.recipient, name: mails.recipientName })
    .from(mails)
    .where(and(eq(mails.addresseeId, partnerId), isNull(mails.erasedAt)))
    .limit(maxRecipients)
}

/** Which of a partner's mails are erased. */
interface Mailed {
  /** Those to these addresses, or in which one of these words stands; all of them where it is absent. */
  naming: { addresses: readonly string[]; words: readonly string[] } | undefined
  /** And whatever went to an address that is nobody's any more. */
  ofNobody: readonly string[]
}

/** Erases what a partner was mailed. Returns how many. */
export async function eraseMailsOf(
  tx: Tx,
  partnerId: Id<'par'>,
  { naming, ofNobody }: Mailed,
): Promise<number> {
  const named = naming && or(inArray(mails.recipient, [...naming.addresses]), ...naming.words.map(isSaid))
  const which = or(and(eq(mails.addresseeId, partnerId), named), inArray(mails.recipient, [...ofNobody]))
  return (await eraseMails(tx, which, tx.now)).length
}

function isSaid(word: string) {
  const lower = word.toLowerCase()
  return or(
    holds(sql`lower(${mails.text})`, lower),
    holds(sql`lower(${mails.subject})`, lower),
    holds(sql`lower(${mails.data})`, lower),
  )
}

/** Deletes the files of mails that were erased since a moment. */
export async function forgetFiles(queries: Queries, folder: string, since: Instant): Promise<void> {
  for (let after: Id<'mai'> | undefined; ; ) {
    const rows = await queries
      .select({ id: mails.id })
      .from(mails)
      .where(and(gte(mails.erasedAt, since), after && gt(mails.id, after)))
      .orderBy(asc(mails.id))
      .limit(perPart)
    await removeFiles(
      folder,
      rows.map(({ id }) => id),
    )
    after = rows.at(-1)?.id
    if (rows.length < perPart) return
  }
}

/** Mails that nobody looks into any more say nothing any more. */
export function mailErasing(folder: string): Sweep {
  return sweep('mails.erase', { everyMs: hourMs }, async ({ database, now }) => {
    const erased = await database.append((queries) => eraseOld(queries, now))
    await removeFiles(folder, erased)
    return erased.length === perPart
  })
}

async function eraseOld(queries: Queries, now: Instant): Promise<Id<'mai'>[]> {
  const until = daysBefore(now, (await readRetention(queries)).mailDays)
  if (until === undefined) return []
  const old = await queries
    .select({ id: mails.id })
    .from(mails)
    .where(and(isNull(mails.erasedAt), lt(mails.createdAt, until)))
    .limit(perPart)
  return eraseMails(
    queries,
    inArray(
      mails.id,
      old.map(({ id }) => id),
    ),
    now,
  )
}

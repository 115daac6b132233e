import { and, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../clock.ts'
import type { Queries } from '../database/database.ts'
import type { Id } from '../ids.ts'
import { perPart, type Sweep, sweep } from '../jobs/sweeping.ts'
import { daysBefore, readRetention } from '../settings/retention.ts'
import { mails } from './tables.ts'
import type { Transport } from './transport.ts'

const hourMs = 60 * 60 * 1_000

/**
 * Has mails forget what they say and whom they went to; that they were sent, when and about what stays. One that
 * waits is not sent any more. Returns which were changed, for the transport to forget.
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

/** Mails that nobody looks into any more say nothing any more. */
export function mailErasing(transport: Pick<Transport, 'forget'>): Sweep {
  return sweep('mails.erase', { everyMs: hourMs }, async ({ database, now }) => {
    const erased = await database.append((queries) => eraseOld(queries, now))
    await transport.forget(erased)
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

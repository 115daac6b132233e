import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { dayMs, type Instant } from '../clock.ts'
import type { Queries, Tx } from '../database/database.ts'
import { idSchema } from '../ids.ts'
import { jobKind, runner } from '../jobs/kinds.ts'
import { cancel, enqueue } from '../jobs/queue.ts'
import { mailBounces, mailRefusals, mails } from './tables.ts'

// Mail servers give up after five days at the latest, as a rule, and say so then (RFC 5321, 4.5.4.1).
const quietMs = 7 * dayMs

/** An address as it is compared: servers that tell `Desk` from `desk` are not met. */
export function keyOf(address: string): string {
  return address.toLowerCase()
}

/** Marks an address whose mails come back. */
export async function markBouncing(
  queries: Queries,
  address: string,
  { since, detail }: { since: Instant; detail: string | null },
): Promise<void> {
  await queries
    .insert(mailBounces)
    .values({ address: keyOf(address), since, detail })
    .onConflictDoUpdate({ target: mailBounces.address, set: { detail } })
  await cancel(queries, endOf(address))
}

/** Takes the mark away: somebody wants it tried again. */
export async function unmarkBouncing(queries: Queries, address: string): Promise<void> {
  await queries.delete(mailBounces).where(eq(mailBounces.address, keyOf(address)))
}

const bounceEnd = jobKind({
  kind: 'mail.bounce-end',
  lane: 'bulk',
  payload: z.strictObject({ mailId: idSchema('mai') }),
})

// No job holds an address.
function endOf(address: string): string {
  return `${bounceEnd.kind} ${createHash('sha256').update(keyOf(address)).digest('hex')}`
}

/**
 * Notes that a relay took a mail to a marked address. That says nothing of whether it arrived; when none has come
 * back for a week, the mark goes.
 */
export async function hopeFor(
  tx: Tx,
  { id, recipient }: Pick<typeof mails.$inferSelect, 'id' | 'recipient'>,
): Promise<void> {
  const wish = { uniqueKey: endOf(recipient), onConflict: 'keep', runAt: tx.now + quietMs } as const
  await enqueue(tx, bounceEnd, { mailId: id }, wish)
}

/** Takes marks away after a week in which mails were taken and none came back. */
export const bounceEnding = runner(bounceEnd, async ({ database }, { mailId }) => {
  await database.write(async (tx) => {
    const [mail] = await tx.select().from(mails).where(eq(mails.id, mailId)).limit(1)
    if (mail) await unmarkBouncing(tx, mail.recipient)
  })
})

export async function isBouncing(queries: Queries, address: string): Promise<boolean> {
  const [found] = await queries
    .select()
    .from(mailBounces)
    .where(eq(mailBounces.address, keyOf(address)))
    .limit(1)
  return found !== undefined
}

/** Forgets which mails these addresses want none of, and that theirs come back. Returns how many of each. */
export async function forgetAddresses(
  queries: Queries,
  addresses: readonly string[],
): Promise<{ bounces: number; preferences: number }> {
  const keys = [...new Set(addresses.map(keyOf))]
  const bounces = await queries.delete(mailBounces).where(inArray(mailBounces.address, keys)).returning()
  const refusals = await queries.delete(mailRefusals).where(inArray(mailRefusals.address, keys)).returning()
  for (const key of keys) await cancel(queries, endOf(key))
  return { bounces: bounces.length, preferences: refusals.length }
}

import { eq } from 'drizzle-orm'
import type { Instant } from '../clock.ts'
import type { Queries } from '../database/database.ts'
import { mailBounces } from './tables.ts'

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
}

/** Takes the mark away: somebody wants it tried again. */
export async function unmarkBouncing(queries: Queries, address: string): Promise<void> {
  await queries.delete(mailBounces).where(eq(mailBounces.address, keyOf(address)))
}

export async function isBouncing(queries: Queries, address: string): Promise<boolean> {
  const [found] = await queries
    .select()
    .from(mailBounces)
    .where(eq(mailBounces.address, keyOf(address)))
    .limit(1)
  return found !== undefined
}

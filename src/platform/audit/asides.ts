import { createHmac, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Queries, Tx } from '../database/database.ts'
import { auditAsides } from './tables.ts'

const saltBytes = 32
const perPage = 500

/** The verb of an entry that says which words were erased. */
export const erasingVerb = 'audit.erase'

const erasedDetails = z.object({ entries: z.array(z.int()) })

/** Words that may name people, and may have to be erased: never a part of the log itself. */
export interface Aside {
  /** The id of whose people they may name. */
  about: string
  words: Record<string, unknown>
}

type AsideRow = typeof auditAsides.$inferSelect

/** The words beside an entry as they are kept, with the hash that the entry holds of them. */
export function asideOf(seq: number, { about, words }: Aside): { row: AsideRow; hash: string } {
  const row = { seq, about, words, salt: randomBytes(saltBytes).toString('base64url') }
  return { row, hash: hashOf(row) }
}

/** Without the salt, which goes with the words, nobody can try what they may have been. */
export function hashOf({ salt, words }: Pick<AsideRow, 'salt' | 'words'>): string {
  return createHmac('sha256', Buffer.from(salt, 'base64url'))
    .update(canonicalize(words) ?? '')
    .digest('base64url')
}

/** The entries whose words an entry says were erased. */
export function erasedBy({ verb, details }: { verb: string; details: unknown }): number[] {
  return verb === erasingVerb ? (erasedDetails.safeParse(details).data?.entries ?? []) : []
}

/** Deletes the words about somebody's people that `which` is true of, and returns the numbers of their entries. */
export async function deleteAsides(
  tx: Tx,
  about: string,
  which: (words: Record<string, unknown>) => boolean,
): Promise<number[]> {
  const deleted: number[] = []
  for (let after = 0; ; ) {
    const page = await asidesAfter(tx, about, after)
    const over = page.filter(({ words }) => which(words)).map(({ seq }) => seq)
    await tx.delete(auditAsides).where(inArray(auditAsides.seq, over))
    deleted.push(...over)
    after = page.at(-1)?.seq ?? after
    if (page.length < perPage) return deleted
  }
}

async function asidesAfter(queries: Queries, about: string, seq: number): Promise<AsideRow[]> {
  return queries
    .select()
    .from(auditAsides)
    .where(and(eq(auditAsides.about, about), gt(auditAsides.seq, seq)))
    .orderBy(asc(auditAsides.seq))
    .limit(perPage)
}

import { createHash } from 'node:crypto'
import { desc } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { recordChange } from '../articles/changes.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { Problem } from '../problems.ts'
import { duties, terms } from './tables.ts'

export type Terms = typeof terms.$inferSelect
export type Duty = (typeof duties)[number]

/** The terms in force; undefined on a database that was not seeded yet. */
export async function currentTerms(queries: Queries): Promise<Terms | undefined> {
  const [row] = await queries.select().from(terms).orderBy(desc(terms.version)).limit(1)
  return row
}

/** The terms in force; throws the problem `conflict` naming the remedy where there are none. */
export async function requireTerms(queries: Queries): Promise<Terms> {
  const current = await currentTerms(queries)
  if (!current)
    throw new Problem('conflict', { detail: 'No license terms are in force; run `wirecopy seed` first.' })
  return current
}

/** Puts the next version in force; earlier agreements stand. */
export async function publishTerms(tx: Tx, actor: Actor, text: string): Promise<Terms> {
  const present = await currentTerms(tx)
  const row: Terms = {
    version: (present?.version ?? 0) + 1,
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    duties: [...duties],
    price: 'none',
    at: tx.now,
  }
  await tx.insert(terms).values(row)
  await audit(tx, actor, 'terms.publish', `terms/${row.version}`, { sha256: row.sha256 })
  await recordChange(tx, { type: 'license.terms-changed' })
  await invalidate(tx, 'terms')
  return row
}

import { createHash } from 'node:crypto'
import { desc, eq, lt } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { recordChange } from '../articles/changes.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { invalid, Problem } from '../problems.ts'
import { type duties, printedDuties, terms } from './tables.ts'
import { announce } from './terms-notices.ts'

export type Terms = typeof terms.$inferSelect
export type Duty = (typeof duties)[number]

export interface NewTerms {
  /** Markdown. */
  text: string
  /** With logo, byline and affiliation among them; those alone where left out. */
  duties?: Duty[] | undefined
  recommended?: Duty[] | undefined
  acceptBy?: Instant | undefined
}

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

/** One version. Throws `not-found`. */
export async function showTerms(queries: Queries, version: number): Promise<Terms> {
  const [found] = await queries.select().from(terms).where(eq(terms.version, version)).limit(1)
  if (found) return found
  throw new Problem('not-found', {
    detail: `There is no version ${version} of the terms; /v1/license/versions lists them.`,
  })
}

/** One version, or the one in force where none is named. Throws as for either. */
export async function termsNumbered(queries: Queries, version: number | undefined): Promise<Terms> {
  return version === undefined ? requireTerms(queries) : showTerms(queries, version)
}

/** A page of versions, the newest first. */
export async function listTerms(
  queries: Queries,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<Terms[]> {
  return queries
    .select()
    .from(terms)
    .where(before === undefined ? undefined : lt(terms.version, before))
    .orderBy(desc(terms.version))
    .limit(limit)
}

/** Puts the next version in force. Earlier agreements stand; until when they entitle is said by `acceptBy`. */
export async function publishTerms(tx: Tx, actor: Actor, wanted: NewTerms): Promise<Terms> {
  const row = nextTerms(await currentTerms(tx), wanted, tx.now)
  const { version, sha256, duties, recommended, acceptBy } = row
  await tx.insert(terms).values(row)
  await audit(tx, actor, 'terms.publish', `terms/${version}`, { sha256, duties, recommended, acceptBy })
  await recordChange(tx, { type: 'license.terms-changed', revision: version })
  await invalidate(tx, 'terms')
  if (version > 1) await announce(tx, version)
  return row
}

/** The version that would come after the present one. Throws where it would be no other, or its date is over. */
export function nextTerms(present: Terms | undefined, wanted: NewTerms, now: Instant): Terms {
  const { text, duties = [...printedDuties], recommended = [], acceptBy = null } = wanted
  if (acceptBy !== null && acceptBy <= now)
    throw invalid('acceptBy', 'is over; give partners time to accept the new terms')
  const next: Terms = {
    version: (present?.version ?? 0) + 1,
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    duties,
    recommended,
    price: 'none',
    acceptBy,
    at: now,
  }
  if (present && isSame(present, next))
    throw new Problem('conflict', { detail: `Version ${present.version}, which is in force, says the same.` })
  return next
}

function isSame(one: Terms, other: Terms): boolean {
  const saidBy = ({ sha256, duties, recommended, acceptBy }: Terms) =>
    [sha256, duties.toSorted(), '', recommended.toSorted(), acceptBy].join()
  return saidBy(one) === saidBy(other)
}

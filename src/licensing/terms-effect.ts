import { count, countDistinct, eq, inArray, max, sql } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { partners } from '../partners/tables.ts'
import { type Instant, toRfc3339 } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { agreements } from './tables.ts'
import { currentTerms, type Duty, type NewTerms, nextTerms, publishTerms, type Terms } from './terms.ts'

const maxVersions = 1_000

/** How many approved partners have accepted this version and none that is newer; null: none at all. */
export interface Standing {
  termsVersion: number | null
  partners: number
}

/** What a new version of the terms changes for partners. */
interface TermsEffect {
  dutiesAdded: Duty[]
  dutiesRemoved: Duty[]
  /** By what they have accepted, the oldest version first. */
  partners: Standing[]
  /** What whoever publishes should think of, in sentences. */
  warnings: string[]
}

/** A version that was published, or would be, with what it changes. */
export interface Publication {
  terms: Terms
  published: boolean
  effect: TermsEffect
}

/** Puts the next version in force and says what that changes. */
export async function publication(tx: Tx, actor: Actor, wanted: NewTerms): Promise<Publication> {
  const present = await currentTerms(tx)
  const terms = await publishTerms(tx, actor, wanted)
  return { terms, published: true, effect: await effectOf(tx, present, terms) }
}

/** Says what it would change, and changes nothing. */
export async function preview(queries: Queries, wanted: NewTerms, now: Instant): Promise<Publication> {
  const present = await currentTerms(queries)
  const terms = nextTerms(present, wanted, now)
  return { terms, published: false, effect: await effectOf(queries, present, terms) }
}

async function effectOf(queries: Queries, present: Terms | undefined, next: Terms): Promise<TermsEffect> {
  const before = present?.duties ?? []
  const dutiesAdded = next.duties.filter((duty) => !before.includes(duty))
  const partners = await standings(queries)
  return {
    dutiesAdded,
    dutiesRemoved: before.filter((duty) => !next.duties.includes(duty)),
    partners,
    warnings: [
      ...(present && dutiesAdded.length > 0 ? [addition(dutiesAdded, present)] : []),
      ...demand(next, partners),
      ...(present ? release(present, next) : []),
    ],
  }
}

// The approved partners by the newest version that they have accepted.
async function standings(queries: Queries): Promise<Standing[]> {
  const acceptedVersion = max(agreements.termsVersion).as('accepted_version')
  const newest = queries
    .select({ partnerId: agreements.partnerId, acceptedVersion })
    .from(agreements)
    .groupBy(agreements.partnerId)
    .as('newest')
  return queries
    .select({ termsVersion: newest.acceptedVersion, partners: count() })
    .from(partners)
    .leftJoin(newest, eq(newest.partnerId, partners.id))
    .where(eq(partners.status, 'approved'))
    .groupBy(sql`${newest.acceptedVersion}`)
    .orderBy(sql`coalesce(${newest.acceptedVersion}, 0)`)
    .limit(maxVersions)
}

/** How many partners have accepted each of these versions; absent where none has. */
export async function acceptances(
  queries: Queries,
  versions: readonly Pick<Terms, 'version'>[],
): Promise<Map<number, number>> {
  if (versions.length === 0) return new Map()
  const numbers = versions.map(({ version }) => version)
  const rows = await queries
    .select({ version: agreements.termsVersion, partners: countDistinct(agreements.partnerId) })
    .from(agreements)
    .where(inArray(agreements.termsVersion, numbers))
    .groupBy(agreements.termsVersion)
    .limit(numbers.length)
  return new Map(rows.map(({ version, partners }) => [version, partners]))
}

function addition(added: Duty[], present: Terms): string {
  const inForce = present.duties.join(', ')
  return `This version makes ${added.join(' and ')} a duty; all that is in force today is ${inForce}.`
}

function demand({ version, acceptBy }: Terms, partners: Standing[]): string[] {
  const bound = partners.reduce((sum, { partners }) => sum + partners, 0)
  if (acceptBy === null || bound === 0) return []
  const who = bound === 1 ? '1 approved partner gets' : `${bound} approved partners get`
  return [`${who} no articles from ${toRfc3339(acceptBy)} on without having accepted version ${version}.`]
}

function release(present: Terms, next: Terms): string[] {
  const { version, acceptBy } = present
  if (acceptBy === null || (next.acceptBy !== null && next.acceptBy <= acceptBy)) return []
  const until = next.acceptBy === null ? 'without an end' : `until ${toRfc3339(next.acceptBy)}`
  return [
    `Version ${version} must be accepted by ${toRfc3339(acceptBy)}. With this one nobody needs to: agreements to any version serve ${until}.`,
  ]
}

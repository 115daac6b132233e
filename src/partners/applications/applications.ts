import { and, desc, eq, lt } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { hashKey, mintKey, parseKey } from '../../platform/secrets/keys.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import { type FieldError, Problem } from '../../problems.ts'
import { vettingSettings } from '../vetting/settings.ts'
import { type Acceptance, type Draft, merged, nothingGiven } from './given.ts'
import { readAs } from './hosts.ts'
import { askApplicant } from './mails.ts'
import { missingIn } from './missing.ts'
import type { ApplicationRules } from './rules.ts'
import { applicationHosts, applications } from './tables.ts'

export type Application = typeof applications.$inferSelect
export type ApplicationStatus = Application['status']

/** Whoever applies is nobody yet. */
export const applicant: Actor = { kind: 'system', name: 'application' }

/** From where something was sent. */
interface Sender {
  address: string | null
}

/**
 * Begins an application, and asks its address for confirmation where it is complete. The token is shown once.
 * Throws where terms are named that are not in force.
 */
export async function apply(
  tx: Tx,
  rules: ApplicationRules,
  told: Draft & { fax?: string | undefined },
  sender: Sender,
): Promise<{ application: Application; token: string }> {
  const { fax, ...draft } = told
  const token = mintKey('apply')
  const begun = await begin(tx, rules, draft, { ...sender, tokenHash: hashKey(token) })
  // Whoever fills in everything is a program: it is answered like anybody, and leaves no trace.
  if (fax) return { application: begun, token }
  await tx.insert(applications).values(begun)
  await keepHosts(tx, begun)
  await audit(tx, applicant, 'application.begin', begun.id)
  if (begun.status === 'unconfirmed') await askApplicant(tx, begun)
  return { application: begun, token }
}

/** An application that is stored nowhere yet. */
export async function begin(
  tx: Tx,
  rules: ApplicationRules,
  draft: Draft,
  { address, tokenHash }: Sender & { tokenHash: string | null },
): Promise<Application> {
  const blank: Application = {
    id: newId('apl'),
    status: 'draft',
    tokenHash,
    given: nothingGiven,
    ...{ acceptance: null, partnerId: null, reason: null, confirmedAt: null },
    createdAt: tx.now,
    updatedAt: tx.now,
    version: 0,
  }
  return told(tx, rules, blank, draft, address)
}

/**
 * Changes an application that was not confirmed yet, and asks for confirmation where it is complete: what is
 * confirmed is what was read. Throws `conflict` once it is confirmed.
 */
export async function amend(
  tx: Tx,
  rules: ApplicationRules,
  token: string,
  draft: Draft,
  { address }: Sender,
): Promise<Application> {
  const present = await requireByToken(tx, token)
  if (present.status !== 'draft' && present.status !== 'unconfirmed')
    throw new Problem('conflict', {
      detail: 'This application is with us already; to change it, answer one of our mails.',
    })
  const changed = await told(tx, rules, present, draft, address)
  await tx.update(applications).set(changed).where(eq(applications.id, changed.id))
  await tx.delete(applicationHosts).where(eq(applicationHosts.applicationId, changed.id))
  await keepHosts(tx, changed)
  await audit(tx, applicant, 'application.amend', changed.id)
  if (changed.status === 'unconfirmed') await askApplicant(tx, changed)
  return changed
}

async function told(
  tx: Tx,
  rules: ApplicationRules,
  before: Application,
  draft: Draft,
  address: string | null,
): Promise<Application> {
  if (draft.terms) await rules.requireTerms(tx, draft.terms)
  const given = merged(before.given, draft)
  const acceptance = acceptedIn(draft, before.acceptance, { address, at: tx.now })
  const changed = { ...before, given, acceptance, updatedAt: tx.now, version: before.version + 1 }
  const missing = await missingOf(tx, changed)
  return { ...changed, status: missing.length === 0 ? 'unconfirmed' : 'draft' }
}

function acceptedIn(
  { terms }: Draft,
  before: Acceptance | null,
  how: Pick<Acceptance, 'address' | 'at'>,
): Acceptance | null {
  if (terms === undefined) return before
  return terms && { ...terms, ...how }
}

/** What is still to be told before it is looked at. */
export async function missingOf(
  queries: Queries,
  { given, acceptance }: Pick<Application, 'given' | 'acceptance'>,
): Promise<FieldError[]> {
  const { value } = await readSettings(queries, vettingSettings)
  return missingIn(given, acceptance, value)
}

/** Keeps the hosts of an application, so that others with the same ones are found. */
export async function keepHosts(tx: Tx, { id, given }: Application): Promise<void> {
  const rows = (given.publisher.sites ?? []).map((host) => ({
    applicationId: id,
    host,
    readsAs: readAs(host),
  }))
  if (rows.length > 0) await tx.insert(applicationHosts).values(rows)
}

/** Throws `not-found` for any token that is none of ours. */
export async function requireByToken(queries: Queries, token: string): Promise<Application> {
  const [found] =
    parseKey(token) === 'apply'
      ? await queries
          .select()
          .from(applications)
          .where(eq(applications.tokenHash, hashKey(token)))
          .limit(1)
      : []
  if (found) return found
  throw new Problem('not-found', {
    detail:
      'There is no such application: its address was cut off, or it was not confirmed in time and deleted.',
  })
}

export async function findApplication(queries: Queries, id: Id<'apl'>): Promise<Application | undefined> {
  const [found] = await queries.select().from(applications).where(eq(applications.id, id)).limit(1)
  return found
}

/** Throws `not-found`. */
export async function requireApplication(queries: Queries, id: Id<'apl'>): Promise<Application> {
  const found = await findApplication(queries, id)
  if (!found) throw new Problem('not-found', { detail: `There is no application ${id}.` })
  return found
}

interface Page {
  limit: number
  status?: ApplicationStatus | undefined
  before?: Id<'apl'> | undefined
}

/** A page of applications, the newest first. */
export async function listApplications(
  queries: Queries,
  { limit, status, before }: Page,
): Promise<Application[]> {
  return queries
    .select()
    .from(applications)
    .where(and(status && eq(applications.status, status), before && lt(applications.id, before)))
    .orderBy(desc(applications.id))
    .limit(limit)
}

/** What is kept of an application without the people in it. */
export function withoutPeople({ given, ...rest }: Application): Application {
  return { ...rest, given: { ...given, contacts: [] }, acceptance: null }
}

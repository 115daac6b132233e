import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { erasedWords } from '../people.ts'
import { partnerDomains } from '../tables.ts'
import { type Application, withoutPeople } from './applications.ts'
import { applicationHosts, applications } from './tables.ts'

const perPage = 500
const maxClosed = 1_000

/**
 * Erases people from applications that are no partner's: one that nobody confirmed goes with them, one that waits
 * for staff loses them, and one that was closed the reason that names them. Returns how many were changed.
 *
 * @param names whether a text names somebody who is erased.
 */
export async function eraseApplicants(
  tx: Tx,
  partnerId: Id<'par'>,
  names: (text: string) => boolean,
): Promise<number> {
  const naming = await applicationsNaming(tx, names)
  for (const one of naming) await (one.status === 'duplicate' ? forgetPeople(tx, one) : remove(tx, one))
  const closed = (await closedOf(tx, partnerId)).filter(({ reason }) => reason !== null && names(reason))
  const ids = closed.map(({ id }) => id)
  await tx.update(applications).set({ reason: erasedWords }).where(inArray(applications.id, ids))
  return naming.length + closed.length
}

// Whoever applies may name no host yet, so that all are looked at that still have people in them.
async function applicationsNaming(
  queries: Queries,
  names: (text: string) => boolean,
): Promise<Application[]> {
  const found: Application[] = []
  for (const status of ['draft', 'unconfirmed', 'duplicate'] as const)
    for (let after: Id<'apl'> | undefined, full = true; full; ) {
      const page = await queries
        .select()
        .from(applications)
        .where(and(eq(applications.status, status), after && gt(applications.id, after)))
        .orderBy(asc(applications.id))
        .limit(perPage)
      found.push(...page.filter(({ given, acceptance }) => names(JSON.stringify([given, acceptance]))))
      after = page.at(-1)?.id
      full = page.length === perPage
    }
  return found
}

async function forgetPeople(tx: Tx, application: Application): Promise<void> {
  const { given, acceptance } = withoutPeople(application)
  await tx.update(applications).set({ given, acceptance }).where(eq(applications.id, application.id))
}

async function remove(tx: Tx, { id }: Application): Promise<void> {
  await tx.delete(applicationHosts).where(eq(applicationHosts.applicationId, id))
  await tx.delete(applications).where(eq(applications.id, id))
}

/** Closed applications with a host of a partner. */
async function closedOf(queries: Queries, partnerId: Id<'par'>) {
  return queries
    .selectDistinct({ id: applications.id, reason: applications.reason })
    .from(partnerDomains)
    .innerJoin(applicationHosts, eq(applicationHosts.host, partnerDomains.host))
    .innerJoin(applications, eq(applications.id, applicationHosts.applicationId))
    .where(and(eq(partnerDomains.partnerId, partnerId), eq(applications.status, 'closed')))
    .limit(maxClosed)
}

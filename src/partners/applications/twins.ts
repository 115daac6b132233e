import { aliasedTable, and, asc, eq, inArray, ne, or } from 'drizzle-orm'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { partnerDomains } from '../tables.ts'
import { applicationHosts } from './tables.ts'

const maxTwins = 1_000

/** A site of an application that is somebody else's too, or is read as one. */
export interface Twin {
  applicationId: Id<'apl'>
  host: string
  /** Whose it is: a partner, or another application. */
  of: Id<'par'> | Id<'apl'>
  /** What they call it; another name where the two only look alike. */
  theirs: string
}

/** What resembles some applications; at most a thousand sites. */
export async function twinsOf(queries: Queries, ids: readonly Id<'apl'>[]): Promise<Twin[]> {
  if (ids.length === 0) return []
  const ofPartners = await queries
    .select({
      applicationId: applicationHosts.applicationId,
      host: applicationHosts.host,
      of: partnerDomains.partnerId,
      theirs: partnerDomains.host,
    })
    .from(applicationHosts)
    .innerJoin(
      partnerDomains,
      or(eq(partnerDomains.host, applicationHosts.host), eq(partnerDomains.host, applicationHosts.readsAs)),
    )
    .where(inArray(applicationHosts.applicationId, [...ids]))
    .orderBy(asc(applicationHosts.applicationId), asc(applicationHosts.host), asc(partnerDomains.host))
    .limit(maxTwins)
  return [...ofPartners, ...(await ofApplications(queries, ids))]
}

async function ofApplications(queries: Queries, ids: readonly Id<'apl'>[]): Promise<Twin[]> {
  const others = aliasedTable(applicationHosts, 'others')
  return queries
    .select({
      applicationId: applicationHosts.applicationId,
      host: applicationHosts.host,
      of: others.applicationId,
      theirs: others.host,
    })
    .from(applicationHosts)
    .innerJoin(
      others,
      and(
        eq(others.readsAs, applicationHosts.readsAs),
        ne(others.applicationId, applicationHosts.applicationId),
      ),
    )
    .where(inArray(applicationHosts.applicationId, [...ids]))
    .orderBy(asc(applicationHosts.applicationId), asc(applicationHosts.host), asc(others.applicationId))
    .limit(maxTwins)
}

import { and, asc, eq, exists, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { killRoles } from '../../delivery/notices.ts'
import { maxEndpoints, wants } from '../../delivery/webhooks/endpoints.ts'
import { webhookEndpoints } from '../../delivery/webhooks/tables.ts'
import { grants } from '../../licensing/tables.ts'
import { contactsOf, recipientsAmong } from '../../partners/contacts.ts'
import { partners } from '../../partners/tables.ts'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { type KillDrill, presentDrill } from './drills.ts'
import { maxNamed, type NamedPartner } from './report.ts'

/** So many partners are looked at at once. */
export const partnersPerPage = 100

/** A page of whom a drill goes to: approved partners, and suspended ones with a story that a kill would reach. */
export async function drillPartners(queries: Queries, after: Id<'par'> | undefined): Promise<NamedPartner[]> {
  const { id, name, status } = partners
  const holds = queries.select({ one: sql`1` }).from(grants).where(eq(grants.partnerId, id))
  return queries
    .select({ id, name })
    .from(partners)
    .where(
      and(or(eq(status, 'approved'), and(eq(status, 'suspended'), exists(holds))), after && gt(id, after)),
    )
    .orderBy(asc(id))
    .limit(partnersPerPage)
}

/** Whom the mail of a kill would go to. */
export async function killContactsOf(queries: Queries, ids: readonly Id<'par'>[]) {
  const all = Map.groupBy(await contactsOf(queries, ids), ({ partnerId }) => partnerId)
  return [...all.values()].flatMap((theirs) => recipientsAmong(theirs, killRoles))
}

/** The endpoints that a kill would go to. */
export async function killEndpointsOf(queries: Queries, ids: Id<'par'>[]): Promise<Id<'whe'>[]> {
  const { id, partnerId, events, offSince, removedAt } = webhookEndpoints
  const rows = await queries
    .select({ id, events })
    .from(webhookEndpoints)
    .where(and(inArray(partnerId, ids), isNull(offSince), isNull(removedAt)))
    .limit(ids.length * maxEndpoints)
  return rows.filter((endpoint) => wants(endpoint, 'article.killed')).map((endpoint) => endpoint.id)
}

/** Whom a drill would reach if it began now. */
export interface DrillReach {
  /** The one that lasts, in whose place none begins. */
  present: KillDrill | null
  partners: number
  addresses: number
  endpoints: number
  /** Those that have no urgent contact. */
  withoutContact: NamedPartner[]
}

export async function drillReach(queries: Queries, now: number): Promise<DrillReach> {
  const present = (await presentDrill(queries, now)) ?? null
  const reach: DrillReach = { present, partners: 0, addresses: 0, endpoints: 0, withoutContact: [] }
  for (let after: Id<'par'> | undefined; ; ) {
    const page: NamedPartner[] = await drillPartners(queries, after)
    const ids = page.map(({ id }) => id)
    const contacts = await killContactsOf(queries, ids)
    const urgent = new Set(contacts.filter(({ role }) => role === 'urgent').map((one) => one.partnerId))
    reach.partners += page.length
    reach.addresses += contacts.length
    reach.endpoints += (await killEndpointsOf(queries, ids)).length
    reach.withoutContact.push(...page.filter(({ id }) => !urgent.has(id)))
    if (page.length < partnersPerPage) break
    after = page.at(-1)?.id
  }
  return { ...reach, withoutContact: reach.withoutContact.slice(0, maxNamed) }
}

import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { type Id, newId } from '../platform/ids.ts'
import { keyOf } from '../platform/mail/bounces.ts'
import { mailBounces } from '../platform/mail/tables.ts'
import { Problem } from '../problems.ts'
import { type DomainProof, type HostStanding, standingOfHosts } from './domains/standing.ts'
import { domainProofs } from './domains/tables.ts'
import { checkNames, checks, contacts, partnerDomains, partners } from './tables.ts'

export type Partner = typeof partners.$inferSelect
export type PartnerStatus = Partner['status']
type Contact = Omit<typeof contacts.$inferSelect, 'partnerId'> & {
  /** Since when mails to it bounce. */
  bouncingSince: Instant | null
}

/** A partner with everything that staff and the partner itself see of it. */
export interface PartnerProfile extends Partner {
  domains: string[]
  /** The same, and whether each is known to be its own. */
  hosts: HostStanding[]
  contacts: Contact[]
  checks: Omit<typeof checks.$inferSelect, 'partnerId'>[]
}

export interface NewPartner {
  name: string
  legalName?: string | undefined
  domains: string[]
  audience: { monthlyUniques: number; source?: string | undefined }
  contacts: { role: Contact['role']; name?: string | undefined; email: string }[]
}

/** How much a partner may have of each; what a page of partners reads is bounded by it. */
export const maxOf = { domains: 200, contacts: 50 } as const

/** Registers a publisher; it is `applied` until approved. Throws `conflict` where a host is taken. */
export async function registerPartner(
  tx: Tx,
  actor: Actor,
  wanted: NewPartner,
  origin: Partner['origin'] = 'staff',
): Promise<PartnerProfile> {
  const domains = [...new Set(wanted.domains)]
  await requireFree(tx, domains)
  const partner: Partner = {
    id: newId('par'),
    name: wanted.name,
    legalName: wanted.legalName ?? null,
    origin,
    country: null,
    publication: null,
    ownershipPage: null,
    editorialPage: null,
    correctionsPolicy: null,
    status: 'applied',
    statusReason: null,
    monthlyUniques: wanted.audience.monthlyUniques,
    pageViews: null,
    audiencePeriod: null,
    audienceEvidence: null,
    audienceSource: wanted.audience.source ?? null,
    advanceAccess: false,
    endedAt: null,
    createdAt: tx.now,
    updatedAt: tx.now,
    version: 1,
  }
  await tx.insert(partners).values(partner)
  await tx.insert(partnerDomains).values(domains.map((host) => ({ host, partnerId: partner.id })))
  await addContacts(tx, partner.id, wanted.contacts)
  await audit(tx, actor, 'partner.register', partner.id, { name: partner.name, domains })
  return profile(tx, partner)
}

/** Adds people; who is named twice in one role is kept once. An address that was confirmed stays so. */
export async function addContacts(
  tx: Tx,
  partnerId: Id<'par'>,
  people: NewPartner['contacts'],
  before: readonly Pick<Contact, 'email' | 'confirmedAt'>[] = [],
): Promise<void> {
  const confirmed = new Map(
    before.flatMap(({ email, confirmedAt }) => (confirmedAt === null ? [] : [[keyOf(email), confirmedAt]])),
  )
  const rows = people.map((one) => ({
    ...one,
    name: one.name ?? null,
    confirmedAt: confirmed.get(keyOf(one.email)) ?? null,
    partnerId,
  }))
  await tx.insert(contacts).values(rows).onConflictDoNothing()
}

/** Throws `not-found`; the id of another partner's row is told apart from no row by nobody but staff. */
export async function requirePartner(queries: Queries, id: Id<'par'>): Promise<Partner> {
  const partner = await findPartner(queries, id)
  if (!partner) throw new Problem('not-found', { detail: `${id} is not a partner.` })
  return partner
}

export async function findPartner(queries: Queries, id: Id<'par'>): Promise<Partner | undefined> {
  const [partner] = await queries.select().from(partners).where(eq(partners.id, id)).limit(1)
  return partner
}

export async function showPartner(queries: Queries, id: Id<'par'>): Promise<PartnerProfile> {
  return profile(queries, await requirePartner(queries, id))
}

interface Page {
  limit: number
  status?: PartnerStatus | undefined
  after?: Id<'par'> | undefined
}

/** A page of partners in the order of their registration. */
export async function listPartners(
  queries: Queries,
  { limit, status, after }: Page,
): Promise<PartnerProfile[]> {
  const rows = await queries
    .select()
    .from(partners)
    .where(and(status && eq(partners.status, status), after && gt(partners.id, after)))
    .orderBy(asc(partners.id))
    .limit(limit)
  return profiles(queries, rows)
}

/** A partner with everything that belongs to it. */
export async function profile(queries: Queries, partner: Partner): Promise<PartnerProfile> {
  const [found] = await profiles(queries, [partner])
  if (!found) throw new Error('A partner has no profile')
  return found
}

async function profiles(queries: Queries, rows: Partner[]): Promise<PartnerProfile[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const hosts = await queries
    .select()
    .from(partnerDomains)
    .where(inArray(partnerDomains.partnerId, ids))
    .orderBy(asc(partnerDomains.host))
    .limit(ids.length * maxOf.domains)
  const proofs = await queries
    .select()
    .from(domainProofs)
    .where(inArray(domainProofs.partnerId, ids))
    .orderBy(asc(domainProofs.host))
    .limit(ids.length * maxOf.domains)
  const { partnerId, role, email, name, confirmedAt } = contacts
  const people = await queries
    .select({ partnerId, role, email, name, confirmedAt, bouncingSince: mailBounces.since })
    .from(contacts)
    .leftJoin(mailBounces, eq(mailBounces.address, sql`lower(${email})`))
    .where(inArray(contacts.partnerId, ids))
    .orderBy(asc(contacts.role), asc(contacts.email))
    .limit(ids.length * maxOf.contacts)
  const lines = await queries
    .select()
    .from(checks)
    .where(inArray(checks.partnerId, ids))
    .orderBy(asc(checks.check))
    .limit(ids.length * checkNames.length)
  return rows.map((row) => ({
    ...row,
    ...domainsOf(row, hosts, proofs),
    contacts: people
      .filter(({ partnerId }) => partnerId === row.id)
      .map(({ partnerId: _, ...contact }) => contact),
    checks: lines.filter(({ partnerId }) => partnerId === row.id).map(({ partnerId: _, ...line }) => line),
  }))
}

function domainsOf(
  { id }: Partner,
  hosts: readonly (typeof partnerDomains.$inferSelect)[],
  proofs: readonly DomainProof[],
): Pick<PartnerProfile, 'domains' | 'hosts'> {
  const domains = hosts.filter(({ partnerId }) => partnerId === id).map(({ host }) => host)
  const own = proofs.filter(({ partnerId }) => partnerId === id)
  return { domains, hosts: standingOfHosts(domains, own) }
}

/** Throws `conflict` where one of the hosts has a partner. */
export async function requireFree(queries: Queries, hosts: string[]): Promise<void> {
  const [taken] = await queries
    .select()
    .from(partnerDomains)
    .where(inArray(partnerDomains.host, hosts))
    .limit(1)
  if (taken) {
    throw new Problem('conflict', {
      detail: `${taken.host} already belongs to ${taken.partnerId}; a host has one partner.`,
    })
  }
}

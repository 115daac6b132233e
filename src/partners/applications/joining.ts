import { eq, inArray } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { changePartner } from '../changing.ts'
import { addressOf, confirmAddress } from '../confirming.ts'
import { decide } from '../decisions.ts'
import { maxOf, type Partner, registerPartner, requirePartner, showPartner } from '../partners.ts'
import { partnerDomains, partners } from '../tables.ts'
import { type Application, withoutPeople } from './applications.ts'
import { applicantOf, tellArrival, tellReceipt } from './mails.ts'
import { type Complete, completeIn } from './missing.ts'
import type { ApplicationRules } from './rules.ts'
import { applications } from './tables.ts'

/**
 * Makes a publisher of a complete application, applied and to be vetted like all; a declined one is taken up
 * again. Where a site of it is another partner's it waits for staff instead: nobody takes over anything by applying.
 */
export async function join(
  tx: Tx,
  actor: Actor,
  rules: ApplicationRules,
  application: Application,
  { isConfirmed }: { isConfirmed: boolean },
): Promise<Application> {
  const complete = completeIn(application.given)
  if (!complete) throw new Error('An application was taken for complete that is not')
  const owners = await ownersOf(tx, complete.sites)
  const partner = await partnerFor(tx, actor, application, complete, owners)
  const changed: Application = {
    ...application,
    status: partner ? 'registered' : 'duplicate',
    partnerId: partner?.id ?? null,
    confirmedAt: isConfirmed ? tx.now : null,
    updatedAt: tx.now,
    version: application.version + 1,
  }
  if (partner) await settle(tx, actor, rules, partner, changed)
  const kept = partner ? withoutPeople(changed) : changed
  await tx.update(applications).set(kept).where(eq(applications.id, kept.id))
  const verb = partner ? 'application.join' : 'application.hold'
  await audit(tx, actor, verb, kept.id, { partnerId: kept.partnerId })
  await tellReceipt(tx, changed)
  const staff = isConfirmed ? await rules.licensingContact(tx) : undefined
  if (staff !== undefined) await tellArrival(tx, changed, staff)
  return kept
}

/** The partners that one of these hosts belongs to. */
async function ownersOf(queries: Queries, hosts: readonly string[]): Promise<Partner[]> {
  const rows = await queries
    .selectDistinct({ id: partnerDomains.partnerId })
    .from(partnerDomains)
    .where(inArray(partnerDomains.host, [...hosts]))
    .limit(maxOf.domains)
  const ids = rows.map(({ id }) => id)
  return queries.select().from(partners).where(inArray(partners.id, ids)).limit(maxOf.domains)
}

async function partnerFor(
  tx: Tx,
  actor: Actor,
  { given }: Application,
  complete: Complete,
  owners: readonly Partner[],
): Promise<Partner | undefined> {
  const [owner, ...others] = owners
  if (!owner) {
    const { name, sites: domains, monthlyUniques } = complete
    const { contacts } = given
    const wanted = { name, domains, audience: { monthlyUniques }, contacts }
    return registerPartner(tx, actor, wanted, 'application')
  }
  if (others.length > 0 || owner.status !== 'declined') return undefined
  const { domains } = await showPartner(tx, owner.id)
  if (new Set([...domains, ...complete.sites]).size > maxOf.domains) return undefined
  // Told to whoever was its contact before: those that come with the application are new.
  await decide(tx, actor, owner.id, 'taken up again', 'It applied again.')
  await addHosts(tx, owner, complete.sites)
  return requirePartner(tx, owner.id)
}

async function addHosts(tx: Tx, { id }: Partner, hosts: readonly string[]): Promise<void> {
  const rows = hosts.map((host) => ({ host, partnerId: id }))
  await tx.insert(partnerDomains).values(rows).onConflictDoNothing()
}

async function settle(
  tx: Tx,
  actor: Actor,
  rules: ApplicationRules,
  partner: Partner,
  { id, given, acceptance, confirmedAt }: Application,
): Promise<void> {
  const { sites: _, ...publisher } = given.publisher
  await changePartner(tx, actor, await requirePartner(tx, partner.id), {
    ...publisher,
    audience: given.audience,
    contacts: given.contacts,
  })
  const to = applicantOf(given)
  const address = to && addressOf(await showPartner(tx, partner.id), to.email)
  if (confirmedAt !== null && address) await confirmAddress(tx, actor, address, { applicationId: id })
  if (acceptance) await rules.keepAcceptance(tx, actor, partner.id, acceptance)
}

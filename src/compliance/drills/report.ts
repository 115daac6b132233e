import { and, asc, eq, gt, inArray, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm'
import { wants } from '../../delivery/webhooks/endpoints.ts'
import { webhookDeliveries, webhookEndpoints } from '../../delivery/webhooks/tables.ts'
import { contacts, partners } from '../../partners/tables.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { mails } from '../../platform/mail/tables.ts'
import type { DrillAnswerWay } from './answering.ts'
import { type KillDrill, requireDrill } from './drills.ts'
import { killDrillPartners } from './tables.ts'

/** So many of each are named. */
export const maxNamed = 1_000

const minuteMs = 60_000

export interface NamedPartner {
  id: Id<'par'>
  name: string
}

/** A way to a partner that a kill would take in vain. */
interface DeadContact {
  partner: NamedPartner
  what: 'mail' | 'webhook' | 'nobody'
  /** The address, or the id of the endpoint; null where there is none, or it was erased. */
  contact: string | null
  because: string
}

export interface DrillReport extends KillDrill {
  partners: number
  /** How many answered within so many minutes, and at all. */
  answered: { in1Minute: number; in5Minutes: number; in60Minutes: number; total: number }
  /** The fastest first. */
  answers: { partner: NamedPartner; at: Instant; way: DrillAnswerWay }[]
  silent: NamedPartner[]
  dead: DeadContact[]
}

/** What a drill has shown so far. Throws `not-found`. */
export async function drillReport(queries: Queries, id: Id<'drl'>): Promise<DrillReport> {
  const drill = await requireDrill(queries, id)
  return {
    ...drill,
    ...(await countsOf(queries, drill)),
    answers: await answersTo(queries, id),
    silent: await silentAmong(queries, id),
    dead: [
      ...(await withoutContact(queries, id)),
      ...(await deadMails(queries, id)),
      ...(await deadEndpoints(queries, id)),
    ],
  }
}

async function countsOf(queries: Queries, { id, at }: KillDrill) {
  const { answeredAt, drillId } = killDrillPartners
  const within = (minutes: number) =>
    sql`sum(case when ${answeredAt} <= ${at + minutes * minuteMs} then 1 else 0 end)`.mapWith(Number)
  const [counted] = await queries
    .select({
      partners: sql`count(*)`.mapWith(Number),
      total: sql`count(${answeredAt})`.mapWith(Number),
      ...{ in1Minute: within(1), in5Minutes: within(5), in60Minutes: within(60) },
    })
    .from(killDrillPartners)
    .where(eq(drillId, id))
    .limit(1)
  const none = { partners: 0, in1Minute: 0, in5Minutes: 0, in60Minutes: 0, total: 0 }
  const { partners, ...answered } = counted && counted.partners > 0 ? counted : none
  return { partners, answered }
}

const named = { id: partners.id, name: partners.name }

function askedPartners(queries: Queries) {
  return queries
    .select(named)
    .from(killDrillPartners)
    .innerJoin(partners, eq(partners.id, killDrillPartners.partnerId))
    .$dynamic()
}

async function answersTo(queries: Queries, id: Id<'drl'>): Promise<DrillReport['answers']> {
  const at = sql`coalesce(${killDrillPartners.answeredAt}, 0)`.mapWith(Number)
  const rows = await queries
    .select({ partner: named, at, way: killDrillPartners.way })
    .from(killDrillPartners)
    .innerJoin(partners, eq(partners.id, killDrillPartners.partnerId))
    .where(and(eq(killDrillPartners.drillId, id), isNotNull(killDrillPartners.answeredAt)))
    .orderBy(asc(at), asc(partners.id))
    .limit(maxNamed)
  return rows.map((row) => ({ ...row, way: row.way ?? 'mail' }))
}

async function silentAmong(queries: Queries, id: Id<'drl'>): Promise<NamedPartner[]> {
  return askedPartners(queries)
    .where(and(eq(killDrillPartners.drillId, id), isNull(killDrillPartners.answeredAt)))
    .orderBy(asc(partners.id))
    .limit(maxNamed)
}

async function withoutContact(queries: Queries, id: Id<'drl'>): Promise<DeadContact[]> {
  const urgent = queries
    .select({ one: sql`1` })
    .from(contacts)
    .where(and(eq(contacts.partnerId, killDrillPartners.partnerId), eq(contacts.role, 'urgent')))
  const rows = await askedPartners(queries)
    .where(and(eq(killDrillPartners.drillId, id), notExists(urgent)))
    .orderBy(asc(partners.id))
    .limit(maxNamed)
  return rows.map((partner) => ({ partner, what: 'nobody', contact: null, because: 'no urgent contact' }))
}

async function deadMails(queries: Queries, id: Id<'drl'>): Promise<DeadContact[]> {
  const { recipient, status, lastError } = mails
  const rows = await queries
    .select({ partner: named, recipient, status, lastError })
    .from(mails)
    .innerJoin(partners, eq(partners.id, mails.addresseeId))
    .where(and(eq(mails.aboutId, id), inArray(status, ['bounced', 'failed'])))
    .orderBy(asc(mails.id))
    .limit(maxNamed)
  return rows.map(({ partner, recipient, status, lastError }) => ({
    ...{ partner, what: 'mail', contact: recipient || null },
    because: lastError === null ? status : `${status}: ${lastError}`,
  }))
}

/** Endpoints that have not taken the drill though they were tried, and those that were turned off since they fail. */
async function deadEndpoints(queries: Queries, drillId: Id<'drl'>): Promise<DeadContact[]> {
  const { status, attempts } = webhookDeliveries
  const inVain = or(eq(status, 'failed'), and(inArray(status, ['waiting', 'canceled']), gt(attempts, 0)))
  const { id, partnerId, events, offReason } = webhookEndpoints
  const rows = await queries
    .select({ partner: named, id, events, offReason, attempts })
    .from(killDrillPartners)
    .innerJoin(partners, eq(partners.id, killDrillPartners.partnerId))
    .innerJoin(webhookEndpoints, eq(partnerId, killDrillPartners.partnerId))
    .leftJoin(
      webhookDeliveries,
      and(eq(webhookDeliveries.endpointId, id), eq(webhookDeliveries.drillId, drillId)),
    )
    .where(
      and(
        eq(killDrillPartners.drillId, drillId),
        isNull(webhookEndpoints.removedAt),
        // Not those that their partner turned off itself.
        or(and(isNull(offReason), inVain), inArray(offReason, ['gone', 'failing'])),
      ),
    )
    .orderBy(asc(id))
    .limit(maxNamed)
  const wanting = rows.filter((row) => wants(row, 'article.killed'))
  return wanting.map((row) => ({
    ...{ partner: row.partner, what: 'webhook' as const, contact: row.id },
    because: row.offReason === null ? 'does not take it' : `turned off: ${row.offReason}`,
  }))
}

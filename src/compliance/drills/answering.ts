import { and, eq, isNull } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { requirePartner } from '../../partners/partners.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, isId } from '../../platform/ids.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { Problem } from '../../problems.ts'
import { findLinkedMail } from '../linked-mails.ts'
import { type KillDrill, requireDrill } from './drills.ts'
import { drillMail } from './mails.ts'
import { type drillAnswerWays, killDrillPartners } from './tables.ts'

const goodForDays = 7

/** By whom it is answered: whoever reads mails to an urgent contact. */
const byMail: Actor = { kind: 'system', name: 'drill answer by mail' }

/** A drill as whoever was written to sees it. */
export interface LinkedDrill {
  drill: KillDrill
  partnerId: Id<'par'>
  partnerName: string
  answeredAt: Instant | null
}

/** What the link of a drill mail is about. Throws `not-found` for one that was altered, or has expired. */
export async function requireLinkedDrill(
  queries: Queries,
  sealer: Sealer,
  token: string,
  now: Instant,
): Promise<LinkedDrill> {
  const linking = { purpose: drillMail.tokenFor, goodForDays }
  const { mail, partnerId } = (await findLinkedMail(queries, sealer, linking, token, now)) ?? {}
  const drillId = mail?.aboutId ?? ''
  if (partnerId && isId('drl', drillId)) return linkedDrill(queries, drillId, partnerId)
  throw new Problem('not-found', {
    detail: `This link was cut off on its way, or is older than ${goodForDays} days. The drill is over; there is nothing to do.`,
  })
}

async function linkedDrill(queries: Queries, drillId: Id<'drl'>, partnerId: Id<'par'>): Promise<LinkedDrill> {
  const drill = await requireDrill(queries, drillId)
  const { name } = await requirePartner(queries, partnerId)
  const asked = await findAsked(queries, drillId, partnerId)
  return { drill, partnerId, partnerName: name, answeredAt: asked?.answeredAt ?? null }
}

/** Answers a drill by such a link. */
export async function answerDrillByMail(tx: Tx, sealer: Sealer, token: string): Promise<LinkedDrill> {
  const linked = await requireLinkedDrill(tx, sealer, token, tx.now)
  const { answeredAt } = await answerDrill(tx, byMail, linked.partnerId, linked.drill.id, 'mail')
  return { ...linked, answeredAt }
}

/** A partner's answer to a drill. */
export interface DrillAnswer {
  drillId: Id<'drl'>
  answeredAt: Instant
  way: DrillAnswerWay
}

export type DrillAnswerWay = (typeof drillAnswerWays)[number]

/** Answers a drill; the first answer of a partner counts. Throws `not-found` where the partner was not asked. */
export async function answerDrill(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  drillId: Id<'drl'>,
  way: DrillAnswerWay,
): Promise<DrillAnswer> {
  const asked = await findAsked(tx, drillId, partnerId)
  if (!asked) throw new Problem('not-found', { detail: `You were sent no kill drill ${drillId}.` })
  if (asked.answeredAt !== null) return { drillId, answeredAt: asked.answeredAt, way: asked.way ?? 'mail' }
  await tx
    .update(killDrillPartners)
    .set({ answeredAt: tx.now, way })
    .where(and(ofOne(drillId, partnerId), isNull(killDrillPartners.answeredAt)))
  await audit(tx, actor, 'kill-drill.answer', drillId, { partnerId, way })
  return { drillId, answeredAt: tx.now, way }
}

async function findAsked(queries: Queries, drillId: Id<'drl'>, partnerId: Id<'par'>) {
  const [asked] = await queries.select().from(killDrillPartners).where(ofOne(drillId, partnerId)).limit(1)
  return asked
}

function ofOne(drillId: Id<'drl'>, partnerId: Id<'par'>) {
  return and(eq(killDrillPartners.drillId, drillId), eq(killDrillPartners.partnerId, partnerId))
}

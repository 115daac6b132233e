import { and, asc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import { type ChangeRow, mends, mendsWhatIsHeld } from '../../articles/changes.ts'
import { changes } from '../../articles/tables.ts'
import { acceptedVersions } from '../../licensing/agreements.ts'
import { requireTerms } from '../../licensing/terms.ts'
import { partners } from '../../partners/tables.ts'
import type { Tx } from '../../platform/database/database.ts'
import { type Follower, type Precedence, positionOf } from '../following.ts'
import { hearersOf } from '../hearers.ts'
import { extentOf } from '../hearing.ts'
import { wants } from './endpoints.ts'
import { type Change, cancelEarlier, endingTypes, enqueueChange, isEnding } from './enqueuing.ts'
import { webhookEndpoints } from './tables.ts'

const endpointsPerPage = 500
const maxLeft = 1_000

/** An entry of the log, as far as it decides who hears it. */
type Told = Pick<ChangeRow['change'], keyof typeof told>

const told = {
  seq: changes.seq,
  type: changes.type,
  articleId: changes.articleId,
  at: changes.at,
  advanceOnly: changes.advanceOnly,
  comesDown: changes.comesDown,
}

/** Has what must come down or be mended brought to the endpoints of whoever hears it. */
const urgentWebhooks: Follower = {
  name: 'urgent webhooks',
  only: mendsWhatIsHeld,
  async follow(tx, { change }, from) {
    if (from === null && isEnding(change.type)) await cancelEarlier(tx, change)
    const page = await endpointsAfter(tx, change, from)
    for (const entry of [...(await leftBefore(tx, change)), change]) await bring(tx, entry, page)
    return nextPage(page)
  },
}

/** Has every other change brought to the endpoints of whoever hears it. */
const otherWebhooks: Follower = {
  name: 'webhooks',
  only: sql`not ${mendsWhatIsHeld}`,
  async follow(tx, { change }, from) {
    if (await endsLater(tx, change)) return undefined
    const page = await endpointsAfter(tx, change, from)
    await bring(tx, change, page)
    return nextPage(page)
  },
}

/** A kill waits behind nothing: an archive that is imported tells of thousands of stories at once. */
export const webhooks: Precedence = [urgentWebhooks, otherWebhooks]

/** Says of changes whether they were brought to the endpoints that hear them; what comes later is by itself. */
export async function broughtBy(tx: Tx): Promise<(change: Change) => boolean> {
  const [urgent, other] = [await positionOf(tx, urgentWebhooks), await positionOf(tx, otherWebhooks)]
  return (change) => change.seq <= (mends(change) ? urgent : other).seq
}

/** What of the story of a correction was not brought before it, in order; of one that is over nothing is. */
async function leftBefore(tx: Tx, { seq, type, articleId }: Told): Promise<Told[]> {
  if (articleId === null || isEnding(type)) return []
  const { seq: done } = await positionOf(tx, otherWebhooks)
  const left = await tx
    .select(told)
    .from(changes)
    .where(and(eq(changes.articleId, articleId), gt(changes.seq, done), lt(changes.seq, seq)))
    .orderBy(asc(changes.seq))
    .limit(maxLeft)
  return left.slice(left.findLastIndex((one) => isEnding(one.type)) + 1).filter((one) => !mends(one))
}

/** Whether a story was taken back after an entry: that was brought already, and nothing of before is after it. */
async function endsLater(tx: Tx, { seq, articleId }: Told): Promise<boolean> {
  if (articleId === null) return false
  const later = and(eq(changes.articleId, articleId), gt(changes.seq, seq))
  const [ending] = await tx
    .select({ one: sql`1` })
    .from(changes)
    .where(and(later, inArray(changes.type, [...endingTypes])))
    .limit(1)
  return ending !== undefined
}

type Wanting = Awaited<ReturnType<typeof endpointsAfter>>[number]

/** A page of the endpoints that were there before a change, with whom they belong to. */
async function endpointsAfter(tx: Tx, { seq }: Told, from: string | null) {
  const { id, partnerId, events, startSeq, offSince, removedAt } = webhookEndpoints
  return tx
    .select({
      endpoint: { id, partnerId, events, startSeq },
      partner: { status: partners.status, advanceAccess: partners.advanceAccess },
    })
    .from(webhookEndpoints)
    .innerJoin(partners, eq(partners.id, partnerId))
    .where(
      and(
        isNull(removedAt),
        isNull(offSince),
        lt(startSeq, seq),
        from === null ? undefined : gt(sql`${id}`, from),
      ),
    )
    .orderBy(asc(id))
    .limit(endpointsPerPage)
}

function nextPage(page: Wanting[]): string | undefined {
  return page.length < endpointsPerPage ? undefined : page.at(-1)?.endpoint.id
}

/** Has a change brought to those of a page of endpoints that were there before it and whose partners hear it. */
async function bring(tx: Tx, change: Told, page: Wanting[]): Promise<void> {
  const wanting = page.filter(
    ({ endpoint }) => endpoint.startSeq < change.seq && wants(endpoint, change.type),
  )
  const hearing = await hearingAmong(tx, change, wanting)
  await enqueueChange(
    tx,
    change,
    hearing.map(({ endpoint }) => endpoint.id),
  )
}

async function hearingAmong(tx: Tx, change: Told, wanting: Wanting[]): Promise<Wanting[]> {
  if (wanting.length === 0) return []
  const terms = await requireTerms(tx)
  const versions = await acceptedVersions(tx, [...new Set(wanting.map(({ endpoint }) => endpoint.partnerId))])
  const listeners = wanting.flatMap(({ endpoint: { partnerId }, partner }) => {
    const termsVersion = versions.get(partnerId)
    const agreement = termsVersion === undefined ? undefined : { termsVersion }
    const heard = extentOf(partner, agreement, terms, tx.now)
    return 'extent' in heard ? [{ partnerId, extent: heard.extent }] : []
  })
  const hearers = await hearersOf(tx, change, listeners)
  return wanting.filter(({ endpoint }) => hearers.has(endpoint.partnerId))
}

import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { ChangeRow } from '../../articles/changes.ts'
import { acceptedVersions } from '../../licensing/agreements.ts'
import { requireTerms } from '../../licensing/terms.ts'
import { partners } from '../../partners/tables.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Follower } from '../following.ts'
import { hearersOf } from '../hearers.ts'
import { extentOf } from '../hearing.ts'
import { wants } from './endpoints.ts'
import { cancelEarlier, enqueueChange, isEnding } from './enqueuing.ts'
import { webhookEndpoints } from './tables.ts'

const endpointsPerPage = 500

/** Has every change brought to the endpoints of whoever hears it. */
export const webhooks: Follower = {
  name: 'webhooks',
  only: undefined,
  async follow(tx, { change }, from) {
    if (from === null && isEnding(change.type)) await cancelEarlier(tx, change)
    const page = await endpointsAfter(tx, change, from)
    const wanting = page.filter(({ endpoint }) => wants(endpoint, change.type))
    const hearing = await hearingAmong(tx, change, wanting)
    await enqueueChange(
      tx,
      change,
      hearing.map(({ endpoint }) => endpoint.id),
    )
    return page.length < endpointsPerPage ? undefined : page.at(-1)?.endpoint.id
  },
}

type Wanting = Awaited<ReturnType<typeof endpointsAfter>>[number]

/** A page of the endpoints that were there before a change, with whom they belong to. */
async function endpointsAfter(tx: Tx, { seq }: ChangeRow['change'], from: string | null) {
  const { id, partnerId, events, startSeq, offSince, removedAt } = webhookEndpoints
  return tx
    .select({
      endpoint: { id, partnerId, events },
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

async function hearingAmong(tx: Tx, change: ChangeRow['change'], wanting: Wanting[]): Promise<Wanting[]> {
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

import { and, eq, inArray, min } from 'drizzle-orm'
import { type ChangeRow, mends } from '../articles/changes.ts'
import { grants } from '../licensing/tables.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import type { Extent } from './hearing.ts'

const whenever = Number.MAX_SAFE_INTEGER
const never = Number.POSITIVE_INFINITY
const noTime = 0

/** Somebody to whom changes are brought, and how much of the log it hears. */
export interface Listener {
  partnerId: Id<'par'>
  extent: Extent
}

type Told = Pick<ChangeRow['change'], 'type' | 'articleId' | 'at' | 'advanceOnly' | 'comesDown'>

/** Who of these hears an entry of the log: whoever would find it there, as `hearingOf` has it. */
export async function hearersOf(
  queries: Queries,
  change: Told,
  listeners: readonly Listener[],
): Promise<ReadonlySet<Id<'par'>>> {
  const { articleId, at, advanceOnly } = change
  // Until when somebody must have been served the story to hear of it.
  const servedBy: Record<Extent, Instant | undefined> = {
    whole: undefined,
    open: advanceOnly ? at : undefined,
    held: mends(change) ? whenever : noTime,
  }
  const asked = listeners.filter(({ extent }) => servedBy[extent] !== undefined)
  const served = await servedSince(
    queries,
    articleId,
    asked.map(({ partnerId }) => partnerId),
  )
  const hearing = listeners.filter(({ partnerId, extent }) => {
    const by = servedBy[extent]
    return by === undefined || (served.get(partnerId) ?? never) <= by
  })
  return new Set(hearing.map(({ partnerId }) => partnerId))
}

/** When partners were first served a story. */
async function servedSince(
  queries: Queries,
  articleId: Id<'art'> | null,
  partnerIds: Id<'par'>[],
): Promise<Map<Id<'par'>, Instant>> {
  if (articleId === null || partnerIds.length === 0) return new Map()
  const rows = await queries
    .select({ partnerId: grants.partnerId, since: min(grants.at) })
    .from(grants)
    .where(and(eq(grants.articleId, articleId), inArray(grants.partnerId, partnerIds)))
    .groupBy(grants.partnerId)
    .limit(partnerIds.length)
  return new Map(rows.map(({ partnerId, since }) => [partnerId, since ?? never]))
}

import { and, eq, exists, isNull, lte, or, placeholder, type SQL, sql } from 'drizzle-orm'
import { type LogRow, laterOn, logEnd, logPage, mendsWhatIsHeld } from '../articles/changes.ts'
import { articles, changes } from '../articles/tables.ts'
import { entitlementOf, hearsOfHeld, type Refusal, refusal } from '../licensing/entitlement.ts'
import { grants } from '../licensing/tables.ts'
import type { CallingPartner } from '../partners/calling-partner.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { Id } from '../platform/ids.ts'
import type { Catalog } from './catalog.ts'

/** What of the change log one partner is told. */
export interface Hearing extends LogReading {
  extent: Extent
  /** Whether it is told only of stories that it holds: it is suspended or terminated, or its terms are outdated. */
  partial: boolean
  /** Whether it is told what was made up for it, and nothing else. */
  isSandbox: boolean
  /** When it is told more or less by itself. */
  validUntil: Instant
}

/** How a part of the log is read. */
export interface LogReading {
  /** Entries after a number, in order. */
  page(after: number, limit: number): Promise<LogRow[]>
  /** The number of the newest one; 0 while there is none. */
  newest(): Promise<number>
  /** Which of these stories have an entry after a number. */
  laterOn(articleIds: readonly Id<'art'>[], after: number): Promise<ReadonlySet<Id<'art'> | null>>
}

const never = Number.MAX_SAFE_INTEGER

interface Heard {
  database: Database
  catalog: Catalog
  publicUrl: string
  now: () => Instant
}

/** What a partner is told now. Throws why where it is told nothing. */
export async function hearingOf(
  { database: { read }, catalog, publicUrl, now }: Heard,
  { partner, standing }: CallingPartner,
): Promise<Hearing> {
  const { agreement } = await catalog.agreement(partner.id)
  const { terms } = await catalog.house()
  const heard = extentOf(standing, agreement, terms, now())
  if ('because' in heard) throw refusal(heard.because, null, publicUrl)
  const { extent, validUntil } = heard
  const isSandbox = standing.sandboxOf !== undefined
  const logs = isSandbox ? sandboxLogs : realLogs
  return {
    ...{ extent, partial: extent === 'held', isSandbox, validUntil },
    ...through(read, logs[extent], partner.id),
  }
}

/**
 * How long a caller may wait, in milliseconds, before it is to be seen anew what it may hear: keys end, and so does
 * what terms give. A timer cannot wait for `never`: whoever sets one has a bound of its own.
 */
export function validMs({ key }: CallingPartner, { validUntil }: Hearing, now: Instant): number {
  return Math.min(key.expiresAt ?? validUntil, validUntil) - now
}

/** All of the log that is real, whoever may know of it. */
export function wholeReading({ read }: Pick<Database, 'read'>): LogReading {
  return through(read, wholeLog, '')
}

/** How much of the log somebody hears: all of it, what is under no embargo, or what is to be done with what it holds. */
export type Extent = 'whole' | 'open' | 'held'

/** How much of the log a partner hears now, or why nothing. */
export function extentOf(
  ...given: Parameters<typeof entitlementOf>
): { extent: Extent; validUntil: Instant } | { because: Refusal } {
  const [standing] = given
  const entitlement = entitlementOf(...given)
  if (entitlement.granted)
    return { extent: standing.advanceAccess ? 'whole' : 'open', validUntil: entitlement.validUntil }
  // Of what was made up nobody holds anything.
  const { because } = entitlement
  return standing.sandboxOf === undefined && hearsOfHeld(because)
    ? { extent: 'held', validUntil: never }
    : { because }
}

type Log = typeof wholeLog

function through(read: Queries, log: Log, partnerId: string): LogReading {
  const { page, end, later } = log(read)
  return {
    page: (after, limit) => page.execute({ after, limit, partnerId }),
    newest: async () => (await end.execute({ partnerId }))[0]?.seq ?? 0,
    laterOn: async (articleIds, after) => {
      const rows = articleIds.length === 0 ? [] : await later(articleIds).execute({ after, partnerId })
      return new Set(rows.map(({ articleId }) => articleId))
    },
  }
}

const partnerId = placeholder('partnerId')

// What was made up is no part of the log that live keys follow.
const real = isNull(changes.sandbox)

const wholeLog = prepared((queries) => statements(queries, real))

const openLog = prepared((queries) => statements(queries, and(real, isOpen(queries))))

// Whoever is refused still hears what must come down or be mended of what it holds.
const heldLog = prepared((queries) => statements(queries, and(real, mendsWhatIsHeld, isHeld(queries))))

const ofSandbox = eq(changes.sandbox, partnerId)
const stillThere = eq(articles.sandbox, partnerId)

const sandboxLog = prepared((queries) => statements(queries, ofSandbox, stillThere))

const openSandboxLog = prepared((queries) =>
  statements(queries, and(ofSandbox, eq(changes.advanceOnly, false)), stillThere),
)

function statements(queries: Queries, only: SQL | undefined, ofPages?: SQL) {
  return {
    page: logPage(queries, and(only, ofPages)),
    end: logEnd(queries, only),
    later: (articleIds: readonly Id<'art'>[]) => laterOn(queries, articleIds, only),
  }
}

const realLogs = { whole: wholeLog, open: openLog, held: heldLog }
const sandboxLogs = { whole: sandboxLog, open: openSandboxLog, held: openSandboxLog }

// What was told under embargo stays untold, but to whoever was given the story before. The sign keeps the time
// from choosing the index: whoever holds a story holds few revisions of it, and many stories.
function isOpen(queries: Queries) {
  return or(eq(changes.advanceOnly, false), isHeld(queries, lte(sql`+${grants.at}`, changes.at)))
}

function isHeld(queries: Queries, since?: SQL) {
  return exists(
    queries
      .select({ one: sql`1` })
      .from(grants)
      .where(and(eq(grants.partnerId, partnerId), eq(grants.articleId, changes.articleId), since)),
  )
}

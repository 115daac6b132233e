import { and, eq, exists, inArray, lte, or, placeholder, type SQL, sql } from 'drizzle-orm'
import { type LoggedChange, logEnd, logPage } from '../articles/changes.ts'
import { changes } from '../articles/tables.ts'
import { entitlementOf, refusal } from '../licensing/entitlement.ts'
import { grants } from '../licensing/tables.ts'
import type { CallingPartner } from '../partners/calling-partner.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { Catalog } from './catalog.ts'

/** What of the change log one partner is told. */
export interface Hearing {
  /** Whether it is told only what concerns stories that it holds, because it is suspended or terminated. */
  partial: boolean
  /** Entries after a number, in order. */
  page(after: number, limit: number): Promise<LoggedChange[]>
  /** The number of the newest one; 0 while there is none. */
  newest(): Promise<number>
}

/** What a partner is told now. Throws why where it is told nothing. */
export async function hearingOf(
  { database: { read }, catalog }: { database: Database; catalog: Catalog },
  { partner }: CallingPartner,
): Promise<Hearing> {
  const { agreement } = await catalog.agreement(partner.id)
  const entitlement = entitlementOf(partner, agreement)
  if (entitlement.granted) {
    const all = partner.advanceAccess ? wholeLog : openLog
    return { partial: false, ...through(read, all, partner.id) }
  }
  if (entitlement.because !== 'suspended' && entitlement.because !== 'terminated')
    throw refusal(entitlement.because)
  return { partial: true, ...through(read, heldLog, partner.id) }
}

type Log = typeof wholeLog

function through(read: Queries, log: Log, partnerId: string): Pick<Hearing, 'page' | 'newest'> {
  const { page, end } = log(read)
  return {
    page: (after, limit) => page.execute({ after, limit, partnerId }),
    newest: async () => (await end.execute({ partnerId }))[0]?.seq ?? 0,
  }
}

const partnerId = placeholder('partnerId')

const wholeLog = prepared((queries) => ({ page: logPage(queries), end: logEnd(queries) }))

const openLog = prepared((queries) => {
  const only = isOpen(queries)
  return { page: logPage(queries, only), end: logEnd(queries, only) }
})

// Whoever is suspended or terminated still hears what must come down or be mended of what it holds.
const heldLog = prepared((queries) => {
  const types = inArray(changes.type, ['article.corrected', 'article.withdrawn', 'article.killed'])
  const only = and(types, isHeld(queries))
  return { page: logPage(queries, only), end: logEnd(queries, only) }
})

// What was told under embargo stays untold, but to whoever was given the story before.
function isOpen(queries: Queries) {
  return or(eq(changes.advanceOnly, false), isHeld(queries, lte(grants.at, changes.at)))
}

function isHeld(queries: Queries, since?: SQL) {
  return exists(
    queries
      .select({ one: sql`1` })
      .from(grants)
      .where(and(eq(grants.partnerId, partnerId), eq(grants.articleId, changes.articleId), since)),
  )
}

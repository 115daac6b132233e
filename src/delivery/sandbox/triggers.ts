import { and, count, eq, gt, isNotNull, min } from 'drizzle-orm'
import type { Article } from '../../articles/articles.ts'
import { articles } from '../../articles/tables.ts'
import { entitlementOf, refusal } from '../../licensing/entitlement.ts'
import { requireTerms } from '../../licensing/terms.ts'
import type { CallingPartner } from '../../partners/calling-partner.ts'
import { dayMs } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { makeUp, type Sandbox } from './stories.ts'
import type { MadeUp } from './texts.ts'

export const maxPerDay = 25
const msPerS = 1_000

/** Makes a story up for the partner that calls; it is removed a day later. Throws `rate-limited` for too many. */
export async function trigger(
  tx: Tx,
  { actor, partner, standing }: CallingPartner,
  texts: Sandbox['texts'],
  kind: MadeUp,
): Promise<Article> {
  const entitlement = entitlementOf(standing, undefined, await requireTerms(tx), tx.now)
  if (!entitlement.granted) throw refusal(entitlement.because)
  await requireRoom(tx, partner.id)
  return makeUp(tx, actor, { partnerId: partner.id, until: tx.now + dayMs, texts }, kind)
}

async function requireRoom(tx: Tx, partnerId: Id<'par'>): Promise<void> {
  const [made] = await tx
    .select({ stories: count(), oldest: min(articles.createdAt) })
    .from(articles)
    // Those that a sandbox begins with stay, and are no trigger's.
    .where(
      and(
        eq(articles.sandbox, partnerId),
        isNotNull(articles.sandboxUntil),
        gt(articles.createdAt, tx.now - dayMs),
      ),
    )
    .limit(1)
  if (!made || made.stories < maxPerDay) return
  const seconds = Math.ceil(((made.oldest ?? tx.now) + dayMs - tx.now) / msPerS)
  throw new Problem('rate-limited', {
    detail: `A sandbox takes ${maxPerDay} stories in 24 hours; those that are there can be used until then.`,
    headers: { 'Retry-After': String(seconds) },
  })
}

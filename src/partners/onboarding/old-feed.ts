import { eq, inArray } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import { dayMs, type Instant } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { invalid } from '../../problems.ts'
import { requirePartner } from '../partners.ts'
import { partnerDomains } from '../tables.ts'
import { beginOnboarding } from './onboarding.ts'
import { onboardings } from './tables.ts'

/** After so long without a fetch an old feed is quiet. */
export const quietAfterMs = 14 * dayMs
const hostsPerLook = 500

/** Says when a partner last fetched where it fetched before; null where nobody knows. */
export async function setOldFeed(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  lastSeenAt: Instant | null,
): Promise<{ partnerId: Id<'par'>; lastSeenAt: Instant | null }> {
  await requirePartner(tx, partnerId)
  if (lastSeenAt !== null && lastSeenAt > tx.now) throw invalid('lastSeenAt', 'is still to come')
  await beginOnboarding(tx, partnerId)
  await tx.update(onboardings).set({ oldFeedSeenAt: lastSeenAt }).where(eq(onboardings.partnerId, partnerId))
  await audit(tx, actor, 'partner.old-feed', partnerId, { lastSeenAt })
  return { partnerId, lastSeenAt }
}

/** A host that fetched the old feed, and when it last did. */
export interface OldFeedLine {
  host: string
  lastSeenAt: Instant
}

/**
 * Notes what a log says, for each partner the latest of its hosts; what is known to be later stays. A host of
 * nobody belongs to whoever has its parent. Answers with the partner of each host, or null.
 */
export async function noteOldFeeds(
  tx: Tx,
  actor: Actor,
  lines: readonly OldFeedLine[],
): Promise<Map<string, Id<'par'> | null>> {
  const owners = await ownersOf(tx, lines)
  const latest = new Map<Id<'par'>, Instant>()
  for (const { host, lastSeenAt } of lines) {
    const owner = owners.get(host)
    if (owner) latest.set(owner, Math.max(lastSeenAt, latest.get(owner) ?? 0))
  }
  for (const [partnerId, seenAt] of latest) {
    await beginOnboarding(tx, partnerId)
    const [known] = await tx
      .select({ seenAt: onboardings.oldFeedSeenAt })
      .from(onboardings)
      .where(eq(onboardings.partnerId, partnerId))
      .limit(1)
    if ((known?.seenAt ?? 0) >= seenAt) continue
    await tx.update(onboardings).set({ oldFeedSeenAt: seenAt }).where(eq(onboardings.partnerId, partnerId))
    await audit(tx, actor, 'partner.old-feed', partnerId, { lastSeenAt: seenAt })
  }
  return owners
}

async function ownersOf(
  queries: Queries,
  lines: readonly OldFeedLine[],
): Promise<Map<string, Id<'par'> | null>> {
  const names = [...new Set(lines.flatMap(({ host }) => withParents(host)))]
  const found = new Map<string, Id<'par'>>()
  for (let at = 0; at < names.length; at += hostsPerLook) {
    const some = names.slice(at, at + hostsPerLook)
    const rows = await queries
      .select()
      .from(partnerDomains)
      .where(inArray(partnerDomains.host, some))
      .limit(hostsPerLook)
    for (const { host, partnerId } of rows) found.set(host, partnerId)
  }
  return new Map(
    lines.map(({ host }) => {
      const nearest = withParents(host).find((name) => found.has(name))
      return [host, (nearest && found.get(nearest)) || null]
    }),
  )
}

/** `a.b.example`, `b.example`. */
function withParents(host: string): string[] {
  const labels = host.split('.')
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))
}

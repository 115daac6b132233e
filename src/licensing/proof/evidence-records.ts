import { and, asc, eq, gt, gte, inArray, lte, min, or } from 'drizzle-orm'
import { mendsWhatIsHeld } from '../../articles/changes.ts'
import { changes, revisions } from '../../articles/tables.ts'
import { listAudit } from '../../platform/audit/audit.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import type { Agreement } from '../agreements.ts'
import type { Grant } from '../grants.ts'
import { agreements, grants, terms } from '../tables.ts'
import type { Licensed } from './receipt.ts'

const pageSize = 100
const maxAgreements = 1_000
const maxNotices = 100_000
const ofItsStanding = /^(partner|check)\./

/** What a partner had agreed to by then, the earliest first. */
export async function agreementsUntil(
  queries: Queries,
  partnerId: Id<'par'>,
  at: Instant,
): Promise<Agreement[]> {
  return queries
    .select()
    .from(agreements)
    .where(and(eq(agreements.partnerId, partnerId), lte(agreements.at, at)))
    .orderBy(asc(agreements.termsVersion), asc(agreements.id))
    .limit(maxAgreements)
}

/** The texts that were agreed to. */
export async function termsAmong(queries: Queries, agreed: readonly Agreement[]) {
  const versions = [...new Set(agreed.map(({ termsVersion }) => termsVersion))]
  if (versions.length === 0) return []
  return queries
    .select()
    .from(terms)
    .where(inArray(terms.version, versions))
    .orderBy(asc(terms.version))
    .limit(versions.length)
}

/** What was decided on a partner, the newest first, as the audit log has it. */
export async function* historyUntil(queries: Queries, partnerId: Id<'par'>, at: Instant) {
  for (let before: number | undefined; ; ) {
    const page = await listAudit(queries, { limit: pageSize, subject: partnerId, before })
    for (const { mac: _, ...entry } of page) if (entry.at <= at && ofItsStanding.test(entry.verb)) yield entry
    before = page.at(-1)?.seq
    if (page.length < pageSize) return
  }
}

/** What a partner had been granted by then, by story and revision, with what it was granted. */
export async function* grantsUntil(
  queries: Queries,
  partnerId: Id<'par'>,
  at: Instant,
): AsyncGenerator<{ grant: Grant; licensed: Licensed }> {
  const { headline, byline, authors, bodyHtml } = revisions
  for (let last: Grant | undefined; ; ) {
    const page: { grant: Grant; licensed: Licensed }[] = await queries
      .select({ grant: grants, licensed: { headline, byline, authors, bodyHtml } })
      .from(grants)
      .innerJoin(
        revisions,
        and(eq(revisions.articleId, grants.articleId), eq(revisions.number, grants.revision)),
      )
      .where(and(eq(grants.partnerId, partnerId), lte(grants.at, at), last && isBehind(last)))
      .orderBy(asc(grants.articleId), asc(grants.revision))
      .limit(pageSize)
    yield* page
    last = page.at(-1)?.grant
    if (page.length < pageSize) return
  }
}

function isBehind({ articleId, revision }: Grant) {
  return and(
    gte(grants.articleId, articleId),
    or(gt(grants.articleId, articleId), gt(grants.revision, revision)),
  )
}

/** What was corrected, withdrawn or killed by then, or lost an image, of the stories that a partner held, since it first held them. */
export async function* noticesUntil(queries: Queries, partnerId: Id<'par'>, at: Instant) {
  for (let after: Id<'art'> | undefined; ; ) {
    const held = await queries
      .select({ articleId: grants.articleId, since: min(grants.at) })
      .from(grants)
      .where(and(eq(grants.partnerId, partnerId), lte(grants.at, at), after && gt(grants.articleId, after)))
      .groupBy(grants.articleId)
      .orderBy(asc(grants.articleId))
      .limit(pageSize)
    const since = new Map(held.map(({ articleId, since }) => [articleId, Number(since)]))
    for (const notice of await noticesOn(queries, [...since.keys()], at))
      if (notice.articleId && notice.at >= (since.get(notice.articleId) ?? 0)) yield notice
    after = held.at(-1)?.articleId
    if (held.length < pageSize) return
  }
}

async function noticesOn(queries: Queries, articleIds: Id<'art'>[], at: Instant) {
  const { type, revision, note } = changes
  return queries
    .select({ articleId: changes.articleId, type, revision, note, at: changes.at })
    .from(changes)
    .where(and(inArray(changes.articleId, articleIds), mendsWhatIsHeld, lte(changes.at, at)))
    .orderBy(asc(changes.articleId), asc(changes.seq))
    .limit(maxNotices)
}

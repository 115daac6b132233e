import { and, asc, eq, gt, gte, inArray, lte, min, or } from 'drizzle-orm'
import { mendsWhatIsHeld } from '../../articles/changes.ts'
import { changes } from '../../articles/tables.ts'
import { listAudit } from '../../platform/audit/audit.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import type { Agreement } from '../agreements.ts'
import type { Grant } from '../grants.ts'
import { agreements, grants, terms } from '../tables.ts'

const pageSize = 100
const maxAgreements = 1_000
const maxNotices = 10_000
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

/** What a partner had been granted by then, by story and revision. */
export async function* grantsUntil(
  queries: Queries,
  partnerId: Id<'par'>,
  at: Instant,
): AsyncGenerator<Grant> {
  for (let last: Grant | undefined; ; ) {
    const page: Grant[] = await queries
      .select()
      .from(grants)
      .where(and(eq(grants.partnerId, partnerId), lte(grants.at, at), last && isBehind(last)))
      .orderBy(asc(grants.articleId), asc(grants.revision))
      .limit(pageSize)
    yield* page
    last = page.at(-1)
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
    for (const { articleId, since } of held) yield* await noticesOn(queries, articleId, Number(since), at)
    after = held.at(-1)?.articleId
    if (held.length < pageSize) return
  }
}

async function noticesOn(queries: Queries, articleId: Id<'art'>, since: Instant, at: Instant) {
  const { type, revision, note } = changes
  return queries
    .select({ articleId: changes.articleId, type, revision, note, at: changes.at })
    .from(changes)
    .where(
      and(eq(changes.articleId, articleId), mendsWhatIsHeld, gte(changes.at, since), lte(changes.at, at)),
    )
    .orderBy(asc(changes.seq))
    .limit(maxNotices)
}

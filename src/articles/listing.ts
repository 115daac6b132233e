import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  lte,
  or,
  type Placeholder,
  placeholder,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { Id } from '../platform/ids.ts'
import type { Article } from './articles.ts'
import { articles, revisions } from './tables.ts'
import type { SafeHtml } from './text/html.ts'
import { isEmbargoed, isExpired } from './timing.ts'

/** A place in a list: behind the story that has this time and id. */
export interface Place {
  at: Instant
  id: Id<'art'> | ''
}

export interface Listing {
  limit: number
  updatedSince?: Instant | undefined
  publishedSince?: Instant | undefined
  after?: Place | undefined
}

/** One line of a list: a story in the version that is listed, and what it is ordered by. */
export interface Listed {
  id: Id<'art'>
  version: number
  /** Where it stands in the order of publication; absent while it is not indexed. */
  ordinal: number | null
  at: Instant | null
}

const ever = Number.MIN_SAFE_INTEGER
const never = Number.MAX_SAFE_INTEGER
/** The place before all stories. */
export const top: Place = { at: never, id: '' }

/** Who asks, and when. */
export interface View {
  now: Instant
  /** Whether stories under embargo are shown. */
  advanceAccess: boolean
  /** Who asks with a test key: it sees what was made up for it, and nothing else. */
  sandboxOf?: Id<'par'> | undefined
}

// What lists never show: a draft is nobody's business yet, and an internal reason never becomes anybody's.
const { draft: _, internalReason: __, ...publicColumns } = getTableColumns(articles)
const { bodyHtml, ...revisionColumns } = getTableColumns(revisions)

/** What is real, and nothing that was made up for a sandbox. */
const real = isNull(articles.sandbox)

/**
 * What a partner may see at a moment: published, not over, under no embargo that lasts longer than `horizon`,
 * and real, or of its own sandbox. Every query for partners has it.
 */
export function visibleTo(moment: Instant | Placeholder, horizon: Instant | Placeholder, within: SQL = real) {
  return and(
    within,
    eq(articles.status, 'published'),
    lte(sql`coalesce(${articles.embargoedUntil}, 0)`, horizon),
    gt(sql`coalesce(${articles.expiresAt}, ${never})`, moment),
  )
}

/** Whether whoever asks may see a story; the same as `visibleTo` for a row that was read already. */
export function isVisible(
  article: Pick<Article, 'status' | 'embargoedUntil' | 'expiresAt' | 'sandbox'>,
  { now, advanceAccess, sandboxOf }: View,
): boolean {
  const open = advanceAccess || !isEmbargoed(article, now)
  if (article.sandbox !== (sandboxOf ?? null)) return false
  return article.status === 'published' && open && !isExpired(article, now)
}

/**
 * A page of published stories, newest first. Where only updates since a time are asked for, newest means
 * updated last: no index finds them in the order of their publication.
 */
export async function listPublished(
  queries: Queries,
  { now, advanceAccess, sandboxOf }: View,
  { limit, updatedSince, publishedSince = ever, after = top }: Listing,
): Promise<Listed[]> {
  const horizon = advanceAccess ? never : now
  const asked = { moment: now, horizon, limit, publishedSince, at: after.at, id: after.id, sandboxOf }
  const { byPublication, byUpdate } = sandboxOf === undefined ? realPages : sandboxPages
  return updatedSince === undefined
    ? byPublication(queries).execute(asked)
    : byUpdate(queries).execute({ ...asked, updatedSince })
}

const realPages = pagesWithin(real)
const sandboxPages = pagesWithin(eq(articles.sandbox, placeholder('sandboxOf')))

function pagesWithin(within: SQL) {
  return {
    byPublication: prepared((queries) =>
      pageBy(queries, within, articles.publishedAt, gte(articles.publishedAt, placeholder('publishedSince'))),
    ),
    byUpdate: prepared((queries) =>
      pageBy(
        queries,
        within,
        articles.updatedAt,
        and(
          gte(articles.updatedAt, placeholder('updatedSince')),
          // The sign keeps its index from being taken instead of the one in the order of the page.
          gte(sql`+${articles.publishedAt}`, placeholder('publishedSince')),
        ),
      ),
    ),
  }
}

function pageBy(
  queries: Queries,
  within: SQL,
  time: typeof articles.publishedAt | typeof articles.updatedAt,
  filter?: SQL,
) {
  return queries
    .select({ id: articles.id, version: articles.version, ordinal: articles.ordinal, at: time })
    .from(articles)
    .where(
      and(
        visibleTo(placeholder('moment'), placeholder('horizon'), within),
        filter,
        // Says no more than the next line, but this much an index can start from.
        lte(time, placeholder('at')),
        or(lt(time, placeholder('at')), lt(articles.id, placeholder('id'))),
      ),
    )
    .orderBy(desc(time), desc(articles.id))
    .limit(placeholder('limit'))
    .prepare()
}

/** Those of the stories named that partners may see, by id, each with its newest revision. */
export async function publishedAmong(queries: Queries, view: View, ids: Id<'art'>[], withBody: boolean) {
  const rows = await queries
    .select({
      article: publicColumns,
      revision: { ...revisionColumns, bodyHtml: withBody ? bodyHtml : sql<SafeHtml>`''` },
    })
    .from(articles)
    .innerJoin(revisions, and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision)))
    // Not by status as well: without statistics SQLite would look at every published story.
    .where(inArray(articles.id, ids))
    .limit(ids.length)
  const visible = rows.filter(({ article }) => isVisible(article, view))
  return new Map(visible.map((row) => [row.article.id, row]))
}

/**
 * Stories that were withdrawn or killed, each with its newest revision: those published last first. What was
 * taken back under embargo is not among them.
 */
export async function takenBack(
  queries: Queries,
  { sandboxOf }: View,
  { limit, publishedSince = ever }: Pick<Listing, 'limit' | 'publishedSince'>,
) {
  const within = sandboxOf === undefined ? real : eq(articles.sandbox, sandboxOf)
  const found = async (status: 'withdrawn' | 'killed') =>
    queries
      .select({ article: publicColumns, revision: { ...revisionColumns, bodyHtml: sql<SafeHtml>`''` } })
      .from(articles)
      .innerJoin(
        revisions,
        and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision)),
      )
      .where(
        and(
          within,
          eq(articles.status, status),
          gte(articles.publishedAt, publishedSince),
          isNull(articles.embargoedUntil),
        ),
      )
      .orderBy(desc(articles.publishedAt), desc(articles.id))
      .limit(limit)
  return [...(await found('withdrawn')), ...(await found('killed'))]
}

/** From when on the newest so many stories were published; now where none are asked for. */
export async function startOfNewest(queries: Queries, now: Instant, stories: number): Promise<Instant> {
  if (stories === 0) return now
  const rows = await listPublished(queries, { now, advanceAccess: false }, { limit: stories })
  return rows.at(-1)?.at ?? now
}

/** When a story under embargo comes into lists by itself; undefined while there is none. */
export async function nextLift(queries: Queries, now: Instant): Promise<Instant | undefined> {
  const [row] = await queries
    .select({ at: articles.embargoedUntil })
    .from(articles)
    .where(and(eq(articles.status, 'published'), gt(articles.embargoedUntil, now)))
    .orderBy(asc(articles.embargoedUntil))
    .limit(1)
  return row?.at ?? undefined
}

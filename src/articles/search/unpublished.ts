import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { Instant } from '../../platform/clock.ts'
import { textIn } from '../../platform/database/columns.ts'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { createdBefore } from '../articles.ts'
import { type Place, top } from '../listing.ts'
import { articles, revisions } from '../tables.ts'
import type { Phrase, TextQuery } from './query.ts'
import { stands } from './relevance.ts'
import { wordsOf } from './words.ts'

const perSlice = 200
const maxSlices = 5

/** What the index of published stories does not have. */
export const unpublishedStatuses = ['draft', 'scheduled', 'withdrawn', 'killed'] as const

type Unpublished = (typeof unpublishedStatuses)[number]

interface Created {
  at: Instant
  id: Id<'art'>
}

/**
 * The stories of these statuses whose headline or slug is as asked for, the newest first. They are few, so no
 * index has their words: it looks through 1,000 of them and no more, and says where to go on.
 */
export async function findUnpublished(
  queries: Queries,
  query: TextQuery,
  statuses: readonly Unpublished[],
  { limit, after = top }: { limit: number; after?: Place | undefined },
): Promise<{ ids: Id<'art'>[]; reached: Place | undefined }> {
  const found: Created[] = []
  let place: Place | undefined = after
  for (let slices = 0; place && slices < maxSlices; slices += 1) {
    const slice: Created[] = await newestBehind(queries, statuses, place)
    const fitting = await fittingAmong(queries, query, slice)
    found.push(...slice.filter(({ id }) => fitting.has(id)))
    if (found.length >= limit) return { ids: idsOf(found.slice(0, limit)), reached: found[limit - 1] }
    place = slice.length < perSlice ? undefined : slice.at(-1)
  }
  return { ids: idsOf(found), reached: place }
}

// Of each status from the index alone: asked for all at once, an engine would sort every story.
async function newestBehind(
  queries: Queries,
  statuses: readonly Unpublished[],
  { at, id }: Place,
): Promise<Created[]> {
  const newest: Created[] = []
  for (const status of statuses)
    newest.push(
      ...(await queries
        .select({ at: articles.createdAt, id: articles.id })
        .from(articles)
        .where(
          and(isNull(articles.sandbox), eq(articles.status, status), createdBefore({ createdAt: at, id })),
        )
        .orderBy(desc(articles.createdAt), desc(articles.id))
        .limit(perSlice)),
    )
  return newest.sort((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1)).slice(0, perSlice)
}

async function fittingAmong(queries: Queries, query: TextQuery, slice: Created[]): Promise<Set<string>> {
  const ids = idsOf(slice)
  if (ids.length === 0) return new Set()
  const { id, status, draft } = articles
  const { headline, slug } = revisions
  const rows = await queries
    .select({
      ...{ id, status, headline, slug },
      draftHeadline: textIn(draft, 'headline'),
      draftSlug: textIn(draft, 'slug'),
    })
    .from(articles)
    .leftJoin(revisions, and(eq(revisions.articleId, id), eq(revisions.number, articles.revision)))
    .where(inArray(id, ids))
    .limit(ids.length)
  const fitting = rows.filter((row) =>
    fits(query, [
      row.draftHeadline ?? row.headline,
      // Of a killed story not everybody may read more than its headline.
      row.status === 'killed' ? null : (row.draftSlug ?? row.slug),
    ]),
  )
  return new Set(idsOf(fitting))
}

function fits({ wanted, unwanted }: TextQuery, lines: (string | null)[]): boolean {
  const words = lines.map((line) => wordsOf(line ?? ''))
  const has = (phrase: Phrase) => words.some((inLine) => stands(phrase, inLine))
  return wanted.every(has) && !unwanted.some(has)
}

function idsOf(stories: { id: Id<'art'> }[]): Id<'art'>[] {
  return stories.map(({ id }) => id)
}

import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Queries } from '../platform/database/database.ts'
import { cursorSchema, decodeCursor, encodeCursor, limitSchema, pageOf } from '../platform/http/paging.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { invalid } from '../problems.ts'
import { deskStories, headed, listArticles } from './articles.ts'
import type { Place } from './listing.ts'
import { articleSummary } from './schema.ts'
import { filterFields, termsIn, textQuerySchema } from './search/filters.ts'
import { findPublished } from './search/finding.ts'
import { type TextQuery, textQueryOf } from './search/query.ts'
import type { Wanted } from './search/sources.ts'
import { findUnpublished, unpublishedStatuses } from './search/unpublished.ts'
import { articleStatuses, articles } from './tables.ts'

// Staff see what is under embargo, and what is over until it was withdrawn.
const everything = { now: Number.MIN_SAFE_INTEGER, advanceAccess: true }

/** What staff ask a list of stories for. */
export const deskQuery = z.strictObject({
  limit: limitSchema,
  cursor: cursorSchema,
  status: z.enum(articleStatuses).optional(),
  q: textQuerySchema.meta({
    description:
      'Only stories with all these words, whatever case and accents: of published ones in headline, summary, text, tags or byline, of drafts, scheduled and withdrawn ones in headline or slug, of killed ones in the headline. `"…"` finds words that stand together, `-word` leaves stories out.',
    examples: ['bridge "city council" -football'],
  }),
  ...filterFields,
})

type DeskQuery = z.infer<typeof deskQuery>

// Of a page of all statuses, which come first where they are not published.
const unpublished = 'unpublished'
const positionSchema = z.tuple([
  z.int(),
  z.union([idSchema('art'), z.literal('')]),
  z.literal(unpublished).optional(),
])

/** A page of the desk's stories: all by their creation, or those that are looked for. */
export async function deskPage(queries: Queries, query: DeskQuery) {
  const text = query.q === undefined ? undefined : textQueryOf(query.q)
  const terms = termsIn(query)
  if (terms.length > 0) return filtered(queries, query, { terms, text })
  if (text) return searched(queries, query, text)

  const { limit, status } = query
  const place = placeIn(query)
  const after = place?.id ? { createdAt: place.at, id: place.id } : undefined
  const rows = await listArticles(queries, { limit: limit + 1, status, after })
  return pageOf(rows, limit, articleSummary, ({ createdAt, id }) => [createdAt, id])
}

async function filtered(queries: Queries, query: DeskQuery, wanted: Wanted) {
  const { status = 'published' } = query
  if (status !== 'published')
    throw invalid('status', 'must be published with a filter: other stories are found by q alone')
  return publishedPage(queries, wanted, query.limit, placeIn(query))
}

// Those that are not published come first: they are few, and what the desk is at work on.
async function searched(queries: Queries, query: DeskQuery, text: TextQuery) {
  const { limit, status } = query
  const wanted = { terms: [], text }
  const place = placeIn(query)
  if (status === 'published' || (status === undefined && place && !place.isUnpublished))
    return publishedPage(queries, wanted, limit, place)

  const statuses = status ? [status] : unpublishedStatuses
  const { ids, reached } = await findUnpublished(queries, text, statuses, { limit, after: place })
  const items = await summariesOf(queries, ids)
  if (reached) return { items, next: encodeCursor([reached.at, reached.id, unpublished]) }
  if (status) return { items, next: null }
  const rest = await publishedPage(queries, wanted, limit - ids.length)
  return { ...rest, items: [...items, ...rest.items] }
}

async function publishedPage(queries: Queries, wanted: Wanted, limit: number, after?: Place) {
  const listing = { limit: limit + 1, after }
  const { rows, reached } = await findPublished(queries, everything, wanted, listing)
  const ids = rows.slice(0, limit).map(({ id }) => id)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? { at: last.at ?? 0, id: last.id } : reached
  return { items: await summariesOf(queries, ids), next: next ? encodeCursor([next.at, next.id]) : null }
}

async function summariesOf(queries: Queries, ids: Id<'art'>[]) {
  const found = ids.length > 0 ? await deskStories(queries, inArray(articles.id, ids)).limit(ids.length) : []
  const stories = new Map(found.map((story) => [story.article.id, articleSummary(headed(story))]))
  return ids.flatMap((id) => stories.get(id) ?? [])
}

function placeIn({ cursor }: DeskQuery) {
  if (cursor === undefined) return undefined
  const [at, id, part] = decodeCursor(cursor, positionSchema)
  return { at, id, isUnpublished: part === unpublished }
}

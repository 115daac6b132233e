import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Queries } from '../platform/database/database.ts'
import { cursorSchema, decodeCursor, encodeCursor, limitSchema, pageOf } from '../platform/http/paging.ts'
import { idSchema } from '../platform/ids.ts'
import { invalid } from '../problems.ts'
import { deskStories, headed, listArticles } from './articles.ts'
import { articleSummary } from './schema.ts'
import { filterFields, termsIn, textQuerySchema } from './search/filters.ts'
import { findPublished } from './search/finding.ts'
import { textQueryOf } from './search/query.ts'
import type { Wanted } from './search/sources.ts'
import { articleStatuses, articles } from './tables.ts'

// Staff see what is under embargo, and what is over until it was withdrawn.
const everything = { now: Number.MIN_SAFE_INTEGER, advanceAccess: true }

/** What staff ask a list of stories for. */
export const deskQuery = z.strictObject({
  limit: limitSchema,
  cursor: cursorSchema,
  status: z.enum(articleStatuses).optional(),
  q: textQuerySchema,
  ...filterFields,
})

type DeskQuery = z.infer<typeof deskQuery>

const positionSchema = z.tuple([z.int(), z.union([idSchema('art'), z.literal('')])])

/** A page of the desk's stories: all by their creation, or the published ones that are looked for. */
export async function deskPage(queries: Queries, query: DeskQuery) {
  const text = query.q === undefined ? undefined : textQueryOf(query.q)
  const wanted = { terms: termsIn(query), text }
  if (text || wanted.terms.length > 0) return searched(queries, query, wanted)

  const { limit, status } = query
  const place = placeIn(query)
  const after = place?.id ? { createdAt: place.at, id: place.id } : undefined
  const rows = await listArticles(queries, { limit: limit + 1, status, after })
  return pageOf(rows, limit, articleSummary, ({ createdAt, id }) => [createdAt, id])
}

async function searched(queries: Queries, query: DeskQuery, wanted: Wanted) {
  const { limit, status = 'published' } = query
  if (status !== 'published')
    throw invalid('status', 'must be published with q or a filter: other stories are not searched')
  const listing = { limit: limit + 1, after: placeIn(query) }
  const { rows, reached } = await findPublished(queries, everything, wanted, listing)
  const ids = rows.slice(0, limit).map(({ id }) => id)
  const found = ids.length > 0 ? await deskStories(queries, inArray(articles.id, ids)).limit(ids.length) : []
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? { at: last.at ?? 0, id: last.id } : reached
  return {
    items: ids.flatMap((id) =>
      found
        .filter(({ article }) => article.id === id)
        .map(headed)
        .map(articleSummary),
    ),
    next: next ? encodeCursor([next.at, next.id]) : null,
  }
}

function placeIn({ cursor }: DeskQuery) {
  if (cursor === undefined) return undefined
  const [at, id] = decodeCursor(cursor, positionSchema)
  return { at, id }
}

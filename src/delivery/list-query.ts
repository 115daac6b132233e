import { z } from 'zod'
import { type Listed, type Listing, listPublished, type Place, type View } from '../articles/listing.ts'
import { filterFields, termsIn, textQuerySchema } from '../articles/search/filters.ts'
import { findPublished } from '../articles/search/finding.ts'
import { type TextQuery, textQueryOf } from '../articles/search/query.ts'
import { inOrder, ranked } from '../articles/search/relevance.ts'
import type { Wanted } from '../articles/search/sources.ts'
import type { Queries } from '../platform/database/database.ts'
import { instantSchema } from '../platform/http/fields.ts'
import { cursorSchema, decodeCursor, encodeCursor, limitSchema } from '../platform/http/paging.ts'
import { idSchema } from '../platform/ids.ts'
import { invalid } from '../problems.ts'

// Ranking whatever a frequent word finds would take longer than anybody waits.
const maxRanked = 500

/** What partners ask a list of stories for. */
export const listQuery = z.strictObject({
  limit: limitSchema,
  cursor: cursorSchema,
  q: textQuerySchema,
  sort: z
    .enum(['newest', 'relevance'])
    .optional()
    .describe(
      `\`relevance\` ranks the newest ${maxRanked} stories that \`q\` finds: by headline, then subhead and summary, then text.`,
    ),
  ...filterFields,
  updatedSince: instantSchema
    .optional()
    .describe('Only stories published, updated or corrected since then, the last updated first.'),
  publishedSince: instantSchema.optional().describe('Only stories first published since then.'),
  include: z
    .enum(['body'])
    .optional()
    .describe(
      '`body` adds `bodyHtml` and records a grant for each story. A page ends at 8 MiB, but has at least one story.',
    ),
})

export type ListQuery = z.infer<typeof listQuery>

/** The stories of a page, and the one behind them that tells of a next page. */
export interface Page {
  rows: Listed[]
  /** What was looked for in their texts. */
  text: TextQuery | undefined
  /** The cursor of the next page, where this one shows so many of the stories. */
  nextAfter: (taken: number) => string | null
}

const storyId = z.union([idSchema('art'), z.literal('')])
const placeSchema = z.tuple([z.int(), storyId])
const rankSchema = z.tuple([z.int(), z.int(), storyId, z.int(), storyId])

/** Finds the stories of a page. */
export async function findPage(queries: Queries, view: View, query: ListQuery): Promise<Page> {
  const text = query.q === undefined ? undefined : textQueryOf(query.q)
  const wanted = { terms: termsIn(query), text }
  if (query.sort === 'relevance') return rankedPage(queries, view, query, wanted)

  const { cursor, limit } = query
  const listing = {
    ...timesOf(query),
    limit: limit + 1,
    after: cursor === undefined ? undefined : placeAt(cursor),
  }
  const { rows, reached } =
    text || wanted.terms.length > 0
      ? await findPublished(queries, view, wanted, listing)
      : { rows: await listPublished(queries, view, listing), reached: undefined }
  const nextAfter = (taken: number) => {
    const last = rows.length > taken ? rows[taken - 1] : undefined
    if (last) return encodeCursor([last.at ?? 0, last.id])
    return reached ? encodeCursor([reached.at, reached.id]) : null
  }
  return { rows, text, nextAfter }
}

// Every page ranks the same stories: those that were the newest when the first one was asked for.
async function rankedPage(queries: Queries, view: View, query: ListQuery, wanted: Wanted): Promise<Page> {
  const { text } = wanted
  if (!text) throw invalid('sort', 'ranks what q finds; add q, or leave sort out')
  const cursor = query.cursor === undefined ? undefined : rankAt(query.cursor)
  const { rows } = await findPublished(queries, view, wanted, {
    ...timesOf(query),
    limit: maxRanked,
    after: cursor?.from,
  })
  const [first] = rows
  const from = cursor?.from ?? { at: (first?.at ?? 0) + 1, id: '' }
  const all = await ranked(queries, text, rows)
  const behind = cursor ? all.filter((row) => row.id !== cursor.id && inOrder(cursor, row) < 0) : all
  const page = behind.slice(0, query.limit + 1)
  const nextAfter = (taken: number) => {
    const last = page.length > taken ? page[taken - 1] : undefined
    return last ? encodeCursor([last.points, last.at, last.id, from.at, from.id]) : null
  }
  return { rows: page, text, nextAfter }
}

function timesOf({
  updatedSince,
  publishedSince,
}: ListQuery): Pick<Listing, 'updatedSince' | 'publishedSince'> {
  return { updatedSince, publishedSince }
}

function placeAt(cursor: string): Place {
  const [at, id] = decodeCursor(cursor, placeSchema)
  return { at, id }
}

function rankAt(cursor: string) {
  const [points, at, id, fromAt, fromId] = decodeCursor(cursor, rankSchema)
  return { points, at, id, from: { at: fromAt, id: fromId } }
}

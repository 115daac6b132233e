import { z } from 'zod'
import { type Listing, listPublished, type Place, type View } from '../articles/listing.ts'
import { filterFields, termsIn, textQuerySchema } from '../articles/search/filters.ts'
import { type Found, findPublished } from '../articles/search/finding.ts'
import { textQueryOf } from '../articles/search/query.ts'
import type { Queries } from '../platform/database/database.ts'
import { instantSchema } from '../platform/http/fields.ts'
import { cursorSchema, decodeCursor, encodeCursor, limitSchema } from '../platform/http/paging.ts'
import { idSchema } from '../platform/ids.ts'

/** What partners ask a list of stories for. */
export const listQuery = z.strictObject({
  limit: limitSchema,
  cursor: cursorSchema,
  q: textQuerySchema,
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

const positionSchema = z.tuple([z.int(), z.union([idSchema('art'), z.literal('')])])

/** The stories of a page and the one behind them, which tells that there is a next page. */
export async function findPage(queries: Queries, view: View, query: ListQuery): Promise<Found> {
  const listing = listingOf(query)
  const wanted = { terms: termsIn(query), text: query.q === undefined ? undefined : textQueryOf(query.q) }
  if (wanted.text || wanted.terms.length > 0) return findPublished(queries, view, wanted, listing)
  return { rows: await listPublished(queries, view, listing), reached: undefined }
}

/** The cursor of the next page, where this one shows so many of the stories found. */
export function nextAfter({ rows, reached }: Found, taken: number): string | null {
  const last = rows.length > taken ? rows[taken - 1] : undefined
  if (last) return encodeCursor([last.at ?? 0, last.id])
  return reached ? encodeCursor([reached.at, reached.id]) : null
}

function listingOf({ limit, cursor, updatedSince, publishedSince }: ListQuery): Listing {
  const after = cursor === undefined ? undefined : placeAt(cursor)
  return { limit: limit + 1, after, updatedSince, publishedSince }
}

function placeAt(cursor: string): Place {
  const [at, id] = decodeCursor(cursor, positionSchema)
  return { at, id }
}

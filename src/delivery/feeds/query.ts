import { z } from 'zod'
import { filterFields, textQuerySchema } from '../../articles/search/filters.ts'
import { toRfc3339 } from '../../platform/clock.ts'
import { instantSchema } from '../../platform/http/fields.ts'
import { invalid } from '../../problems.ts'

/**
 * What a feed can be narrowed to: as a list, but for `updatedSince`, since a feed is in the order of first
 * publication. It is no strict object: readers add parameters of their own to an address.
 */
export const feedQuery = z.object({
  q: textQuerySchema,
  ...filterFields,
  publishedSince: instantSchema.optional().describe('Only stories first published since then.'),
  notices: z
    .enum(['include'])
    .optional()
    .describe(
      '`include` puts a notice in the place of a story that you were served and that was killed or withdrawn; without it the story just leaves the feed. Not together with `q`.',
    ),
})

export type FeedQuery = z.infer<typeof feedQuery>

const filters = ['q', 'section', 'tag', 'topic', 'reporter', 'language'] as const

/** What was asked for, the same however it was written; with a question mark where there is anything. */
export function writtenQuery(query: FeedQuery): string {
  const { publishedSince: since } = query
  const values = { ...query, publishedSince: since === undefined ? undefined : toRfc3339(since) }
  const given = [...filters, 'publishedSince' as const, 'notices' as const].flatMap((name) => {
    const value = values[name]
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]
  })
  return given.length > 0 ? `?${given.join('&')}` : ''
}

/** The values that a feed is narrowed to, as its title says them. */
export function filterValues(query: FeedQuery): string[] {
  return filters.flatMap((name) => query[name] ?? [])
}

/** Throws `invalid-request` for what cannot be had together. */
export function requireTogether({ q, notices }: FeedQuery): void {
  if (q !== undefined && notices) throw invalid('notices', 'cannot be given together with q; leave one out')
}

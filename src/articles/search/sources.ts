import type { Queries } from '../../platform/database/database.ts'
import { type Listing, listPublished, type Place, top, type View } from '../listing.ts'
import { ordinalAt } from '../ordinals.ts'
import { ordinalsWith, type Stretch, type Term } from '../terms.ts'

const perBatch = 256
// A term that fewer stories have is looked through to its end by one request.
const manyStories = 1_000

/** What stories are to have in common. */
export interface Wanted {
  terms: Term[]
}

/** Some stories that may be wanted, in the order of the page, with what they are ordered by. */
export interface Batch {
  candidates: { ordinal: number; at: number }[]
  /** Where the next ones begin; absent behind the last. */
  reached: Place | undefined
}

/** Gives the stories behind a place, a batch at a time. */
export type Source = (after: Place) => Promise<Batch>

/** The shortest way to the stories that are wanted: whatever leaves out most of the others. */
export async function sourceOf(
  queries: Queries,
  view: View,
  { terms }: Wanted,
  listing: Listing,
): Promise<Source> {
  if (listing.updatedSince !== undefined) return (after) => updates(queries, view, { ...listing, after })
  const { publishedSince, after = top } = listing
  const from = publishedSince === undefined ? Number.MIN_SAFE_INTEGER : ordinalAt(publishedSince)
  const term = await rarest(queries, terms, { from, before: after.at })
  return async ({ at }) => batchOf(await ordinalsWith(queries, term, { from, before: at }, perBatch))
}

async function updates(queries: Queries, view: View, listing: Listing): Promise<Batch> {
  const rows = await listPublished(queries, view, { ...listing, limit: perBatch })
  const last = rows.length < perBatch ? undefined : rows.at(-1)
  return {
    candidates: rows.flatMap(({ ordinal, at }) => (ordinal === null || at === null ? [] : [{ ordinal, at }])),
    reached: last && { at: last.at ?? 0, id: last.id },
  }
}

function batchOf(ordinals: number[]): Batch {
  const last = ordinals.length < perBatch ? undefined : ordinals.at(-1)
  return {
    candidates: ordinals.map((ordinal) => ({ ordinal, at: ordinal })),
    reached: last === undefined ? undefined : { at: last, id: '' },
  }
}

async function rarest(queries: Queries, terms: Term[], stretch: Stretch): Promise<Term> {
  const [first, ...others] = terms
  if (!first) throw new Error('A search without anything to search for')
  let found = { term: first, stories: manyStories }
  if (others.length === 0) return first
  for (const term of terms) {
    const { length } = await ordinalsWith(queries, term, stretch, found.stories)
    if (length < found.stories) found = { term, stories: length }
  }
  return found.term
}

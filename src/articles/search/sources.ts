import type { Queries } from '../../platform/database/database.ts'
import { type Listing, listPublished, type Place, top, type View } from '../listing.ts'
import { ordinalAt } from '../ordinals.ts'
import { countWith, type Matches, ordinalsWith, type Stretch, type Term } from '../terms.ts'
import type { TextQuery } from './query.ts'
import { textSource } from './text-sources.ts'

// Of a term that fewer stories have all are looked at by one request.
const manyStories = 1_000

/** What stories are to have in common. */
export interface Wanted {
  terms: Term[]
  text: TextQuery | undefined
}

/** Some stories that may be wanted, in the order of the page, with what they are ordered by. */
export interface Batch {
  candidates: { ordinal: number; at: number }[]
  /** Where the next ones begin; absent behind the last. */
  reached: Place | undefined
}

/** Gives the stories behind a place, a batch at a time, and says what they are still to be examined for. */
interface Source {
  next: (after: Place, limit: number) => Promise<Batch>
  unchecked: Wanted
}

/** The shortest way to the stories that are wanted: whatever leaves out most of the others. */
export async function sourceOf(
  queries: Queries,
  view: View,
  wanted: Wanted,
  listing: Listing,
): Promise<Source> {
  const { updatedSince, publishedSince, after = top } = listing
  if (updatedSince !== undefined)
    return {
      next: (place, limit) => updates(queries, view, { ...listing, after: place, limit }),
      unchecked: wanted,
    }

  const from = publishedSince === undefined ? Number.MIN_SAFE_INTEGER : ordinalAt(publishedSince)
  const { terms, text } = wanted
  const rarest = await rarestOf(queries, wanted, { from, before: after.at })
  if (text && (!rarest || rarest.stories === manyStories)) {
    const find = await textSource(queries, text, { from, before: after.at })
    const next = async ({ at }: Place, limit: number) => batchOf(await find({ from, before: at }, limit))
    return { next, unchecked: { terms, text: undefined } }
  }
  if (!rarest) throw new Error('Nothing is wanted')
  const { term } = rarest
  const next = async ({ at }: Place, limit: number) =>
    batchOf(await ordinalsWith(queries, term, { from, before: at }, limit))
  return { next, unchecked: { terms: terms.filter((other) => other !== term), text } }
}

async function updates(queries: Queries, view: View, listing: Listing): Promise<Batch> {
  const rows = await listPublished(queries, view, listing)
  const last = rows.length < listing.limit ? undefined : rows.at(-1)
  return {
    candidates: rows.flatMap(({ ordinal, at }) => (ordinal === null || at === null ? [] : [{ ordinal, at }])),
    reached: last && { at: last.at ?? 0, id: last.id },
  }
}

function batchOf({ ordinals, before }: Matches): Batch {
  return {
    candidates: ordinals.map((ordinal) => ({ ordinal, at: ordinal })),
    reached: before === undefined ? undefined : { at: before, id: '' },
  }
}

// The term that the fewest stories have, and how many those are, as far as they are counted.
async function rarestOf(queries: Queries, { terms, text }: Wanted, stretch: Stretch) {
  const [first] = terms
  if (first && terms.length === 1 && !text) return { term: first, stories: 0 }
  let found: { term: Term; stories: number } | undefined
  for (const term of terms) {
    const stories = await countWith(queries, term, stretch, manyStories)
    if (!found || stories < found.stories) found = { term, stories }
  }
  return found
}

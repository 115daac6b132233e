import { and, desc, eq, exists, inArray, lt, lte, placeholder, sql } from 'drizzle-orm'
import type { Queries } from '../../platform/database/database.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { isVisible, type Listed, type Listing, type Place, top, type View } from '../listing.ts'
import { articles, articleTerms } from '../tables.ts'
import type { Term } from '../terms.ts'
import { findInSandbox } from './sandbox.ts'
import { type Batch, sourceOf, type Wanted } from './sources.ts'
import { textAmong } from './text-sources.ts'

const maxBatches = 8
const maxPerBatch = 256
const farthest = Number.MIN_SAFE_INTEGER

/** Stories that were found, and where to go on from where there may be more. */
export interface Found {
  rows: Listed[]
  reached: Place | undefined
}

/**
 * A page of the published stories that are wanted: newest first, or updated last where only updates since a
 * time are asked for. It examines about 2,000 stories and no more, so that what is rare together takes no
 * longer than anything else: the page may have few stories, or none, and says where to go on.
 */
export async function findPublished(
  queries: Queries,
  view: View,
  wanted: Wanted,
  listing: Listing,
): Promise<Found> {
  if (view.sandboxOf !== undefined) return findInSandbox(queries, view, wanted, listing)
  const after = await beforeAllHidden(queries, view, listing)
  const { next, unchecked } = await sourceOf(queries, view, wanted, { ...listing, after })
  const rows: Listed[] = []
  let place: Place | undefined = after
  let size = Math.min(listing.limit, maxPerBatch)
  for (let batches = 0; place && batches < maxBatches && rows.length < listing.limit; batches += 1) {
    const batch: Batch = await next(place, size)
    size = Math.min(2 * size, maxPerBatch)
    rows.push(...(await wantedAmong(queries, view, unchecked, batch)))
    place = batch.reached
  }
  return { rows: rows.slice(0, listing.limit), reached: place }
}

// Stories under embargo stand before all others. Whoever must not know of them begins behind them: on the way
// they would shorten pages, and a place among them would stand in the cursor.
async function beforeAllHidden(queries: Queries, view: View, listing: Listing): Promise<Place> {
  const { after = top, updatedSince } = listing
  if (view.advanceAccess || updatedSince !== undefined) return after
  const [first] = await newestOpen(queries).execute({ before: after.at, horizon: view.now })
  return { ...after, at: Math.min(after.at, (first?.ordinal ?? farthest) + 1) }
}

const newestOpen = prepared((queries) =>
  queries
    .select({ ordinal: articles.ordinal })
    .from(articles)
    .where(
      and(
        lt(articles.ordinal, placeholder('before')),
        lte(sql`coalesce(${articles.embargoedUntil}, 0)`, placeholder('horizon')),
      ),
    )
    .orderBy(desc(articles.ordinal))
    .limit(1)
    .prepare(),
)

async function wantedAmong(
  queries: Queries,
  view: View,
  { terms, text }: Wanted,
  { candidates }: Batch,
): Promise<Listed[]> {
  const ordinals = candidates.map(({ ordinal }) => ordinal)
  const rows = await visibleAmong(queries, view, terms, ordinals)
  const matching = text && rows.size > 0 ? await textAmong(queries, text, [...rows.keys()]) : rows
  return candidates.flatMap(({ ordinal, at }) => {
    const row = rows.get(ordinal)
    return row && matching.has(ordinal) ? [{ ...row, ordinal, at }] : []
  })
}

async function visibleAmong(queries: Queries, view: View, terms: Term[], ordinals: number[]) {
  const found = new Map<number, Pick<Listed, 'id' | 'version'>>()
  if (ordinals.length === 0) return found
  const { id, version, ordinal, status, embargoedUntil, expiresAt, sandbox } = articles
  const rows = await queries
    .select({ id, version, ordinal, status, embargoedUntil, expiresAt, sandbox })
    .from(articles)
    .where(and(inArray(ordinal, ordinals), ...terms.map((term) => exists(storiesWith(queries, term)))))
    .limit(ordinals.length)
  for (const row of rows) {
    if (row.ordinal !== null && isVisible(row, view))
      found.set(row.ordinal, { id: row.id, version: row.version })
  }
  return found
}

function storiesWith(queries: Queries, { kind, value }: Term) {
  return queries
    .select({ one: sql`1` })
    .from(articleTerms)
    .where(
      and(
        eq(articleTerms.kind, kind),
        eq(articleTerms.value, value),
        eq(articleTerms.ordinal, articles.ordinal),
      ),
    )
}

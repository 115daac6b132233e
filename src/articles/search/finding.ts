import { and, eq, exists, inArray, sql } from 'drizzle-orm'
import type { Queries } from '../../platform/database/database.ts'
import { isVisible, type Listed, type Listing, type Place, top, type View } from '../listing.ts'
import { articles, articleTerms } from '../tables.ts'
import { type Batch, sourceOf, type Wanted } from './sources.ts'

const maxBatches = 8

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
  const next = await sourceOf(queries, view, wanted, listing)
  const rows: Listed[] = []
  let place: Place | undefined = listing.after ?? top
  for (let batches = 0; place && batches < maxBatches && rows.length < listing.limit; batches += 1) {
    const batch: Batch = await next(place)
    rows.push(...(await wantedAmong(queries, view, wanted, batch)))
    place = batch.reached
  }
  return { rows: rows.slice(0, listing.limit), reached: place }
}

async function wantedAmong(
  queries: Queries,
  view: View,
  { terms }: Wanted,
  { candidates }: Batch,
): Promise<Listed[]> {
  if (candidates.length === 0) return []
  const { id, version, ordinal, status, embargoedUntil, expiresAt } = articles
  const rows = await queries
    .select({ id, version, ordinal, status, embargoedUntil, expiresAt })
    .from(articles)
    .where(
      and(
        inArray(
          ordinal,
          candidates.map((candidate) => candidate.ordinal),
        ),
        ...terms.map(({ kind, value }) =>
          exists(
            queries
              .select({ one: sql`1` })
              .from(articleTerms)
              .where(
                and(
                  eq(articleTerms.kind, kind),
                  eq(articleTerms.value, value),
                  eq(articleTerms.ordinal, ordinal),
                ),
              ),
          ),
        ),
      ),
    )
    .limit(candidates.length)
  const found = new Map(rows.filter((row) => isVisible(row, view)).map((row) => [row.ordinal, row]))
  return candidates.flatMap((candidate) => {
    const row = found.get(candidate.ordinal)
    return row ? [{ id: row.id, version: row.version, ordinal: row.ordinal, at: candidate.at }] : []
  })
}

import { inArray } from 'drizzle-orm'
import type { Queries } from '../../platform/database/database.ts'
import { type Listing, listPublished, type View } from '../listing.ts'
import { revisions } from '../tables.ts'
import { termsOf } from '../terms.ts'
import type { Found } from './finding.ts'
import { stands } from './relevance.ts'
import type { Wanted } from './sources.ts'
import { wordsOfStory } from './text-index.ts'

const maxStories = 100

/** The stories of a sandbox that are wanted: so few that no index has them, and all are looked through. */
export async function findInSandbox(
  queries: Queries,
  view: View,
  { terms, text }: Wanted,
  listing: Listing,
): Promise<Found> {
  const rows = await listPublished(queries, view, { ...listing, limit: maxStories })
  const ids = rows.map(({ id }) => id)
  const texts =
    ids.length === 0
      ? []
      : await queries
          .select()
          .from(revisions)
          .where(inArray(revisions.articleId, ids))
          .orderBy(revisions.number)
          .limit(maxStories * 2)
  const newest = new Map(texts.map((revision) => [revision.articleId, revision]))
  const fitting = rows.filter(({ id }) => {
    const revision = newest.get(id)
    if (!revision) return false
    const words = wordsOfStory(revision)
    const own = termsOf(revision)
    return (
      terms.every(({ kind, value }) => own.some((term) => term.kind === kind && term.value === value)) &&
      (text?.wanted.every((phrase) => stands(phrase, words)) ?? true) &&
      !text?.unwanted.some((phrase) => stands(phrase, words))
    )
  })
  return { rows: fitting.slice(0, listing.limit), reached: undefined }
}

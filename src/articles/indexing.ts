import { insertAll } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Article } from './articles.ts'
import { ordinalFor } from './ordinals.ts'
import { findRevision, newestRevisions, type RevisionRow } from './revisions.ts'
import { addText, articleWords, removeTexts, textRow } from './search/text-index.ts'
import { articleTerms } from './tables.ts'
import { addTerms, removeTerms, termRows } from './terms.ts'

/** Has a story found by what a revision of it says; gives where it stands among the others. */
export async function addToIndex(tx: Tx, article: Article, revision: RevisionRow): Promise<number | null> {
  // Of those there are few; they are looked through.
  if (article.sandbox !== null) return null
  await removeFromIndex(tx, article)
  const ordinal = await ordinalFor(tx, article, article.publishedAt ?? revision.at)
  await addTerms(tx, ordinal, revision)
  await addText(tx, ordinal, revision)
  return ordinal
}

/** Has many stories found at once that nothing has found before, at the places given. */
export async function addAllToIndex(
  tx: Tx,
  stories: { ordinal: number; revision: RevisionRow; wordsInBody: string[] }[],
): Promise<void> {
  await insertAll(
    tx,
    articleTerms,
    stories.flatMap(({ ordinal, revision }) => termRows(ordinal, revision)),
  )
  await insertAll(
    tx,
    articleWords,
    stories
      .map(({ ordinal, revision, wordsInBody }) => textRow(ordinal, revision, wordsInBody))
      // FTS5 gathers what comes in the order of its numbers, and writes whatever does not at once.
      .sort((one, other) => one.rowid - other.rowid),
  )
}

/** Has a story found where the time of its publication puts it now. */
export async function moveInIndex(tx: Tx, article: Article): Promise<Article> {
  const revision = await findRevision(tx, article.id, article.revision)
  return revision ? { ...article, ordinal: await addToIndex(tx, article, revision) } : article
}

/** Has a story found by nothing any more. */
export async function removeFromIndex(tx: Tx, { id, ordinal, revision: number }: Article): Promise<void> {
  if (ordinal === null) return
  const revision = await findRevision(tx, id, number)
  if (revision) await removeTexts(tx, [{ ordinal, revision }])
  await removeTerms(tx, [ordinal])
}

/** Has stories found by nothing any more, whose rows still say what they were found by. */
export async function removeAllFromIndex(tx: Tx, stories: readonly Article[]): Promise<void> {
  const places = new Map(
    stories.flatMap(({ id, ordinal }) => (ordinal === null ? [] : [[id, ordinal] as const])),
  )
  if (places.size === 0) return
  const newest = await newestRevisions(tx, [...places.keys()])
  const texts = newest.flatMap((revision) => {
    const ordinal = places.get(revision.articleId)
    return ordinal === undefined ? [] : [{ ordinal, revision }]
  })
  await removeTexts(tx, texts)
  await removeTerms(tx, [...places.values()])
}

import type { Tx } from '../platform/database/database.ts'
import type { Article } from './articles.ts'
import { ordinalFor } from './ordinals.ts'
import { findRevision, type RevisionRow } from './revisions.ts'
import { removeTerms, setTerms } from './terms.ts'

/** Has a story found by what a revision of it says; gives where it stands among the others. */
export async function addToIndex(tx: Tx, article: Article, revision: RevisionRow): Promise<number> {
  await removeFromIndex(tx, article)
  const ordinal = await ordinalFor(tx, article, article.publishedAt ?? revision.at)
  await setTerms(tx, ordinal, revision)
  return ordinal
}

/** Has a story found where the time of its publication puts it now. */
export async function moveInIndex(tx: Tx, article: Article): Promise<Article> {
  const revision = await findRevision(tx, article.id, article.revision)
  return revision ? { ...article, ordinal: await addToIndex(tx, article, revision) } : article
}

/** Has a story found by nothing any more. */
export async function removeFromIndex(tx: Tx, { ordinal }: Article): Promise<void> {
  if (ordinal !== null) await removeTerms(tx, ordinal)
}

import type { Article } from '../../articles/articles.ts'
import { findArticle } from '../../articles/articles.ts'
import { isEmbargoed, isExpired } from '../../articles/timing.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import { type Claims, readReceipt } from './receipt.ts'
import { publicKeySet } from './signing-keys.ts'

export const standings = ['valid', 'superseded', 'withdrawn', 'killed'] as const

export type Verification =
  | { status: 'not_valid' }
  | { status: (typeof standings)[number]; claims: Claims; currentRevision: number | undefined }

type State = Pick<Article, 'status' | 'revision' | 'embargoedUntil' | 'expiresAt'>

/** Whether a receipt is ours, and what became of the story since. */
export async function verifyReceipt(queries: Queries, receipt: string, now: Instant): Promise<Verification> {
  const read = await readReceipt(receipt, await publicKeySet(queries))
  if (!read) return { status: 'not_valid' }
  const { claims } = read
  const article = await findArticle(queries, claims.article.id)
  const status = article ? standingOf(article, claims.article.revision, now) : 'valid'
  return { status, claims, currentRevision: status === 'superseded' ? article?.revision : undefined }
}

/**
 * What became of a revision. Whoever shows the receipt knows of the story, so an end is told whatever the
 * embargo; what else is written under it is not.
 */
function standingOf(article: State, revision: number, now: Instant): (typeof standings)[number] {
  if (article.status === 'killed') return 'killed'
  if (article.status === 'withdrawn' || isExpired(article, now)) return 'withdrawn'
  return article.revision > revision && !isEmbargoed(article, now) ? 'superseded' : 'valid'
}

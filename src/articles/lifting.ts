import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Article, store } from './articles.ts'
import { recordChange } from './changes.ts'
import { isEmbargoed } from './timing.ts'

/**
 * The story with its embargo lifted where the time has come. From then on it is out for everybody, whatever
 * the clock says later. Every verb begins with it, so that none acts on a story whose lift is still to be told.
 */
export async function lifted(tx: Tx, actor: Actor, article: Article): Promise<Article> {
  const { id, status, revision, embargoedUntil, sandbox } = article
  if (status !== 'published' || embargoedUntil === null || isEmbargoed(article, tx.now)) return article

  await audit(tx, actor, 'article.lift', id, { embargoedUntil })
  await recordChange(tx, { type: 'article.published', articleId: id, revision, sandbox })
  return store(tx, { ...article, embargoedUntil: null, updatedAt: tx.now })
}

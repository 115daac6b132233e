import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { idSchema } from '../platform/ids.ts'
import { jobKind } from '../platform/jobs/kinds.ts'
import { enqueue } from '../platform/jobs/queue.ts'
import type { Article } from './articles.ts'
import { nextTurn } from './timing.ts'

/** Does what the time has come for: publishes a scheduled story, lifts an embargo, withdraws what is over. */
export const articleTurn = jobKind({
  kind: 'article.turn',
  lane: 'urgent',
  payload: z.strictObject({ articleId: idSchema('art') }),
})

/**
 * Has a story looked at when its next moment comes. A job whose moment was moved meanwhile finds nothing to
 * do, so none has to be taken back.
 */
export async function planTurn(tx: Tx, article: Article): Promise<void> {
  const runAt = nextTurn(article)
  if (runAt === undefined) return
  const uniqueKey = `${articleTurn.kind} ${article.id}`
  await enqueue(tx, articleTurn, { articleId: article.id }, { runAt, uniqueKey, onConflict: 'replace' })
}

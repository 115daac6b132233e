import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { type Id, idSchema } from '../platform/ids.ts'
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

/** What the key of a story's job begins with; its id follows. */
export const turnKey = `${articleTurn.kind} `

/**
 * Has a story looked at when its next moment comes. A job whose moment was moved meanwhile finds nothing to
 * do, so none has to be taken back.
 */
export async function planTurn(tx: Tx, article: Article): Promise<void> {
  const runAt = nextTurn(article)
  if (runAt === undefined) return
  await enqueue(
    tx,
    articleTurn,
    { articleId: article.id },
    { runAt, uniqueKey: `${turnKey}${article.id}`, onConflict: 'replace' },
  )
}

/** Has a story looked at now whose moment has gone by, unless its job is still to run. */
export async function planMissedTurn(tx: Tx, articleId: Id<'art'>): Promise<void> {
  await enqueue(tx, articleTurn, { articleId }, { uniqueKey: `${turnKey}${articleId}`, onConflict: 'keep' })
}

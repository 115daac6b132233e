import type { Actor } from '../actor.ts'
import type { Tx } from '../platform/database/database.ts'
import { runner } from '../platform/jobs/kinds.ts'
import { type Article, findArticle } from './articles.ts'
import { renewalRunner } from './bylines.ts'
import { fillingJobs } from './index-filling.ts'
import { lifted } from './lifting.ts'
import { articleTurn, planTurn } from './plans.ts'
import { publishScheduled } from './publishing.ts'
import { expire } from './retraction.ts'
import { isExpired, nextTurn } from './timing.ts'

const actor: Actor = { kind: 'system', name: 'schedule' }

/** What happens to stories by themselves. */
export const jobs = [
  ...fillingJobs,
  runner(articleTurn, ({ database }, { articleId }) =>
    database.write(async (tx) => {
      const article = await findArticle(tx, articleId)
      if (article) await turn(tx, article)
    }),
  ),
  renewalRunner,
]

async function turn(tx: Tx, article: Article): Promise<void> {
  const due = nextTurn(article)
  // The clock may have gone back since this was planned; then it is too early again.
  if (due === undefined || due > tx.now) return planTurn(tx, article)
  if (article.status === 'scheduled') {
    await publishScheduled(tx, actor, article)
    return
  }
  const out = await lifted(tx, actor, article)
  if (isExpired(out, tx.now)) await expire(tx, actor, out)
}

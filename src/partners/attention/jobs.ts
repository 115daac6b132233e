import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { runner } from '../../platform/jobs/kinds.ts'
import { schedule } from '../../platform/jobs/scheduler.ts'
import { listPartners } from '../partners.ts'
import { reviewing } from './job-kind.ts'
import { review } from './reviewing.ts'

const partnersPerWrite = 50

/** Looks at every partner once a day, before the staff of the newswire begin theirs. */
export const attentionReview = {
  schedule: schedule('attention.review', { cron: '40 9 * * *' }, reviewing, {}),
  runner: runner(reviewing, async ({ database, signal }) => {
    for (let after: Id<'par'> | undefined; ; ) {
      const last = after
      const page = await database.write((tx) => reviewSome(tx, last))
      after = page.at(-1)
      if (page.length < partnersPerWrite) return
      signal.throwIfAborted()
    }
  }),
}

async function reviewSome(tx: Tx, after: Id<'par'> | undefined): Promise<Id<'par'>[]> {
  const page = await listPartners(tx, { limit: partnersPerWrite, after })
  await review(tx, page)
  return page.map(({ id }) => id)
}

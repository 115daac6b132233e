import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '../../actor.ts'
import { removeFromSandboxes } from '../../articles/sandbox.ts'
import { articles } from '../../articles/tables.ts'
import { openSandbox, sandboxOpening } from '../../partners/sandbox-kinds.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { jobKind, runner } from '../../platform/jobs/kinds.ts'
import { schedule } from '../../platform/jobs/scheduler.ts'
import { canPublish, makeUp } from './stories.ts'
import { prepareTexts } from './texts.ts'

const actor: Actor = { kind: 'system', name: 'sandbox' }
const sweepEveryMs = 60 * 60 * 1_000
const lookAgainMs = 60 * 1_000

/** Fills a partner's sandbox once, when it gets its first test key; until a newswire is set up, it waits. */
export const sandboxOpener = runner(sandboxOpening, async ({ database }, { partnerId }) => {
  const texts = await prepareTexts()
  await database.write(async (tx) => {
    if (await isOpen(tx, partnerId)) return
    if (!(await canPublish(tx))) return openSandbox(tx, partnerId, tx.now + lookAgainMs)
    const sandbox = { partnerId, until: undefined, texts }
    for (const kind of ['plain', 'corrected', 'withdrawn', 'killed', 'embargoed'] as const)
      await makeUp(tx, actor, sandbox, kind)
  })
})

async function isOpen(tx: Tx, partnerId: Id<'par'>): Promise<boolean> {
  const [story] = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.sandbox, partnerId), isNull(articles.sandboxUntil)))
    .limit(1)
  return story !== undefined
}

const sweep = jobKind({ kind: 'sandbox.sweep', lane: 'bulk', payload: z.strictObject({}) })

/** Removes what partners had made up, a day later. */
export const sandboxSweep = {
  schedule: schedule(sweep.kind, { everyMs: sweepEveryMs }, sweep, {}),
  runner: runner(sweep, async ({ database, now, signal }) => {
    for (;;) {
      signal.throwIfAborted()
      const removed = await database.write((tx) => removeFromSandboxes(tx, now))
      if (removed === 0) return
    }
  }),
}

import { z } from 'zod'
import type { Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { jobKind } from '../platform/jobs/kinds.ts'
import { enqueue } from '../platform/jobs/queue.ts'

/** Makes up the stories that a partner's test keys see. */
export const sandboxOpening = jobKind({
  kind: 'sandbox.open',
  lane: 'urgent',
  payload: z.strictObject({ partnerId: idSchema('par') }),
})

/** Has a partner's sandbox filled, at once or then; one that is filled already stays as it is. */
export async function openSandbox(tx: Tx, partnerId: Id<'par'>, runAt: Instant = tx.now): Promise<void> {
  const uniqueKey = `${sandboxOpening.kind} ${partnerId}`
  await enqueue(tx, sandboxOpening, { partnerId }, { uniqueKey, onConflict: 'replace', runAt })
}

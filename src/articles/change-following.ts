import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { jobKind } from '../platform/jobs/kinds.ts'
import { enqueue } from '../platform/jobs/queue.ts'

/** Telling whoever follows the change log that it has grown. */
export const changeFollowing = jobKind({
  kind: 'changes.follow',
  lane: 'urgent',
  payload: z.strictObject({}),
})

// What the rest of a transaction adds is seen by the same look.
const woken = new WeakSet<Tx>()

/** Has the followers look at the log. One that is looking already may have missed this entry, so it looks again. */
export async function wakeFollowers(tx: Tx): Promise<void> {
  if (woken.has(tx)) return
  woken.add(tx)
  await enqueue(tx, changeFollowing, {}, { uniqueKey: changeFollowing.kind, onConflict: 'replace' })
}

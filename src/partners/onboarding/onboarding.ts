import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { onboardings } from './tables.ts'

/** Puts a partner on the board; one that is there stays as it is. */
export async function beginOnboarding(tx: Tx, partnerId: Id<'par'>): Promise<void> {
  await tx
    .insert(onboardings)
    .values({ partnerId, since: tx.now, invitedAt: null, oldFeedSeenAt: null })
    .onConflictDoNothing()
}

import { type Actor, actorName } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { type checkNames, checks } from './tables.ts'

export type CheckName = (typeof checkNames)[number]

/** Records one line of a partner's vetting, in place of an earlier one for the same check. */
export async function recordCheck(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  line: { check: CheckName; verdict: 'pass' | 'fail' | 'waived'; note: string },
): Promise<void> {
  const row = { ...line, partnerId, actor: actorName(actor), at: tx.now }
  await tx
    .insert(checks)
    .values(row)
    .onConflictDoUpdate({ target: [checks.partnerId, checks.check], set: row })
  await audit(tx, actor, 'check.record', partnerId, line)
}

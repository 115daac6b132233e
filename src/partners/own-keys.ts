import type { Tx } from '../platform/database/database.ts'
import { type ApiKey, createApiKey, type NewApiKey, requireApiKey } from './api-keys.ts'
import type { CallingPartner } from './calling-partner.ts'
import { requireValid } from './key-validity.ts'
import { narrowed } from './narrowing.ts'

/** Makes a key for the partner that calls, no wider and no longer-lived than the one it calls with. */
export async function createOwnKey(
  tx: Tx,
  caller: CallingPartner,
  wanted: NewApiKey,
): Promise<ApiKey & { key: string }> {
  const own = await presentKey(tx, caller)
  return createApiKey(tx, caller.actor, caller.partner.id, narrowed(own, wanted))
}

// As it is in this transaction: a key that was revoked a moment ago must not leave another behind.
async function presentKey(tx: Tx, { partner, key }: CallingPartner): Promise<ApiKey> {
  const own = await requireApiKey(tx, partner.id, key.id)
  requireValid(own, tx.now)
  return own
}

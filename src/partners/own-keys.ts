import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { invalid } from '../problems.ts'
import { type ApiKey, createApiKey, type NewApiKey, requireApiKey } from './api-keys.ts'
import type { CallingPartner } from './calling-partner.ts'
import { type Rotation, rotateApiKey } from './key-rotation.ts'
import { requireValid } from './key-validity.ts'
import { narrowed, widerIn } from './narrowing.ts'

/** Makes a key for the partner that calls, no wider and no longer-lived than the one it calls with. */
export async function createOwnKey(
  tx: Tx,
  caller: CallingPartner,
  wanted: NewApiKey,
  sealer: Sealer,
): Promise<ApiKey & { key: string }> {
  const own = await presentKey(tx, caller)
  return createApiKey(tx, caller.actor, caller.partner.id, narrowed(own, wanted), sealer)
}

/** Rotates a key of the partner that calls, where its key could have made such a one. */
export async function rotateOwnKey(
  tx: Tx,
  caller: CallingPartner,
  id: Id<'key'>,
  rotation: Rotation,
): Promise<ApiKey & { key: string }> {
  const own = await presentKey(tx, caller)
  const old = await requireApiKey(tx, caller.partner.id, id)
  const [wider] = widerIn(own, { ...old, expiresAt: rotation.expiresAt ?? old.expiresAt })
  if (wider) throw invalid('keyId', `names a key that yours could not make: ${wider.field} ${wider.message}`)
  return rotateApiKey(tx, caller.actor, caller.partner.id, id, rotation)
}

// As it is in this transaction: a key that was revoked a moment ago must not leave another behind.
async function presentKey(tx: Tx, { partner, key }: CallingPartner): Promise<ApiKey> {
  const own = await requireApiKey(tx, partner.id, key.id)
  requireValid(own, tx.now)
  return own
}

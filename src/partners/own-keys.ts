import type { Instant } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { invalid } from '../problems.ts'
import { type ApiKey, createApiKey, type NewApiKey, requireApiKey } from './api-keys.ts'
import type { CallingPartner } from './calling-partner.ts'
import { type Rotation, rotateApiKey } from './key-rotation.ts'
import { requireValid } from './key-validity.ts'
import { narrowed, type Reach, widerIn } from './narrowing.ts'
import { showTestKey } from './test-keys.ts'

/** Makes a key for the partner that calls, no wider and no longer-lived than the one it calls with. */
export async function createOwnKey(
  tx: Tx,
  caller: CallingPartner,
  wanted: NewApiKey,
  sealer: Sealer,
): Promise<ApiKey & { key: string }> {
  const own = await presentKey(tx, caller, tx.now)
  return createApiKey(tx, caller.actor, caller.partner.id, narrowed(own, wanted), sealer)
}

/** Rotates a key of the partner that calls, where its key could have made such a one. */
export async function rotateOwnKey(
  tx: Tx,
  caller: CallingPartner,
  id: Id<'key'>,
  rotation: Rotation,
): Promise<ApiKey & { key: string }> {
  const own = await presentKey(tx, caller, tx.now)
  const old = await requireApiKey(tx, caller.partner.id, id)
  requireWithin(own, { ...old, expiresAt: rotation.expiresAt ?? old.expiresAt })
  return rotateApiKey(tx, caller.actor, caller.partner.id, id, rotation)
}

/** Shows a test key of the partner that calls, where its key could have made such a one. */
export async function showOwnTestKey(
  keys: Parameters<typeof showTestKey>[0] & { now: () => Instant },
  caller: CallingPartner,
  id: Id<'key'>,
): Promise<{ key: string }> {
  const { read } = keys.database
  const own = await presentKey(read, caller, keys.now())
  requireWithin(own, await requireApiKey(read, caller.partner.id, id))
  return showTestKey(keys, caller.partner.id, id)
}

// As it is in this transaction: a key that was revoked a moment ago must not leave another behind.
async function presentKey(queries: Queries, { partner, key }: CallingPartner, now: Instant): Promise<ApiKey> {
  const own = await requireApiKey(queries, partner.id, key.id)
  requireValid(own, now)
  return own
}

function requireWithin(own: Reach, key: Reach): void {
  const [wider] = widerIn(own, key)
  if (wider) throw invalid('keyId', `names a key that yours could not make: ${wider.field} ${wider.message}`)
}

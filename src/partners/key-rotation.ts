import { eq } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { type ApiKey, createApiKey, requireApiKey } from './api-keys.ts'
import { isExpired } from './key-validity.ts'
import { apiKeys } from './tables.ts'

const usualOverlapSeconds = 24 * 60 * 60
const msPerS = 1_000

export interface Rotation {
  /** How long the old key goes on working beside the new one. */
  overlapSeconds?: number | undefined
  /** When the new key ends; by default when the old one would have. */
  expiresAt?: Instant | undefined
}

/**
 * Makes the successor of a key, with the same name, scopes and networks, and ends the old one when the overlap
 * is over. A key has one successor: throws `conflict` for one that was rotated, or no longer works.
 */
export async function rotateApiKey(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  id: Id<'key'>,
  { overlapSeconds = usualOverlapSeconds, expiresAt }: Rotation = {},
): Promise<ApiKey & { key: string }> {
  const old = await requireApiKey(tx, partnerId, id)
  requireRotatable(old, tx.now)
  const { name, kind, scopes, allowedCidrs, feed } = old
  const end = Math.min(old.expiresAt ?? Number.POSITIVE_INFINITY, tx.now + overlapSeconds * msPerS)
  await tx.update(apiKeys).set({ rotatedAt: tx.now, expiresAt: end }).where(eq(apiKeys.id, id))
  const made = await createApiKey(tx, actor, partnerId, {
    name,
    kind,
    scopes,
    allowedCidrs,
    feed: feed ?? undefined,
    expiresAt: expiresAt ?? old.expiresAt ?? undefined,
  })
  await tx.update(apiKeys).set({ successorId: made.id }).where(eq(apiKeys.id, id))
  await audit(tx, actor, 'key.rotate', id, { partnerId, successorId: made.id, overlapSeconds })
  await invalidate(tx, id)
  return made
}

function requireRotatable(key: ApiKey, now: Instant): void {
  const { id, successorId } = key
  const fault =
    (successorId !== null && `was rotated; its successor is ${successorId}`) ||
    (key.kind === 'test' && 'is a test key; create another one') ||
    (key.revokedAt !== null && 'was revoked; create a new one') ||
    (isExpired(key, now) && 'has expired; create a new one')
  if (fault) throw new Problem('conflict', { detail: `${id} ${fault}.` })
}

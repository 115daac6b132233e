import { dayOf, type Instant } from '../platform/clock.ts'
import { unauthorized } from '../platform/http/credentials.ts'
import { Problem } from '../problems.ts'
import type { ApiKey } from './api-keys.ts'

const msPerS = 1_000

/** Throws `key-revoked` or `key-expired` where a key does not work at this moment. */
export function requireValid(key: ApiKey, moment: Instant): void {
  const { display, revokedAt } = key
  if (revokedAt !== null) throw ended(key, 'key-revoked', `${display} was revoked; create a new one.`)
  if (isExpired(key, moment)) throw ended(key, 'key-expired', `${display} ${endOf(key)}`)
}

// Whoever reads a feed has no key to mend: the address is over.
function ended({ kind }: ApiKey, slug: 'key-revoked' | 'key-expired', detail: string): Problem {
  return kind === 'feed'
    ? new Problem('feed-gone', { detail: `Feed ${detail}` })
    : unauthorized(slug, `Key ${detail}`)
}

export function isExpired({ expiresAt }: Pick<ApiKey, 'expiresAt'>, moment: Instant): boolean {
  return expiresAt !== null && expiresAt <= moment
}

function endOf({ expiresAt, rotatedAt, successorId }: ApiKey): string {
  const day = dayOf(expiresAt ?? 0)
  return rotatedAt === null
    ? `expired on ${day}; create a new one.`
    : `was rotated on ${dayOf(rotatedAt)} and ended on ${day}; use its successor ${successorId}.`
}

/** What answers to a rotated key say of its end: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594). */
export function endingHeaders({ rotatedAt, expiresAt }: ApiKey): Record<string, string> | undefined {
  if (rotatedAt === null || expiresAt === null) return undefined
  return {
    Deprecation: `@${Math.floor(rotatedAt / msPerS)}`,
    Sunset: new Date(expiresAt).toUTCString(),
  }
}

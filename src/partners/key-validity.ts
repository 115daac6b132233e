import type { Instant } from '../platform/clock.ts'
import { unauthorized } from '../platform/http/credentials.ts'
import type { ApiKey } from './api-keys.ts'

/** Throws `key-revoked` or `key-expired` where a key does not work at this moment. */
export function requireValid(key: ApiKey, moment: Instant): void {
  const { display, revokedAt, expiresAt } = key
  if (revokedAt !== null) throw unauthorized('key-revoked', `Key ${display} was revoked; create a new one.`)
  if (isExpired(key, moment))
    throw unauthorized(
      'key-expired',
      `Key ${display} expired on ${dayOf(expiresAt ?? moment)}; create a new one.`,
    )
}

export function isExpired({ expiresAt }: Pick<ApiKey, 'expiresAt'>, moment: Instant): boolean {
  return expiresAt !== null && expiresAt <= moment
}

function dayOf(moment: Instant): string {
  return new Date(moment).toISOString().slice(0, 10)
}

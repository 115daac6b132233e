import { toRfc3339 } from '../platform/clock.ts'
import { type FieldError, Problem } from '../problems.ts'
import { type ApiKey, defaultScopes, type NewApiKey } from './api-keys.ts'
import { isNetworkWithin } from './networks.ts'

/** What a key reaches. */
export type Reach = Pick<ApiKey, 'scopes' | 'allowedCidrs' | 'expiresAt'>

/**
 * What a key asks for a new one, with its own limits where nothing else is asked for. Throws `invalid-request`
 * for whatever would be wider or longer-lived than the key that asks.
 */
export function narrowed(own: Reach, wanted: NewApiKey): NewApiKey {
  const scopes = wanted.scopes ?? defaultScopes.filter((scope) => own.scopes.includes(scope))
  const allowedCidrs = wanted.allowedCidrs ?? own.allowedCidrs
  const expiresAt = wanted.expiresAt ?? own.expiresAt ?? undefined
  const errors = widerIn(own, { scopes, allowedCidrs, expiresAt: expiresAt ?? null })
  if (scopes.length === 0)
    errors.push({ field: 'scopes', message: `must be named: one or more of ${own.scopes.join(', ')}` })
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
  return { ...wanted, scopes, allowedCidrs, expiresAt }
}

/** In what a key would be wider or longer-lived than another, field by field. */
export function widerIn(own: Reach, { scopes, allowedCidrs, expiresAt }: Reach): FieldError[] {
  const errors: FieldError[] = scopes.flatMap((scope, at) =>
    own.scopes.includes(scope)
      ? []
      : [{ field: `scopes.${at}`, message: `must be one that your key has: ${own.scopes.join(', ')}` }],
  )
  if (own.allowedCidrs.length > 0) errors.push(...outside(own.allowedCidrs, allowedCidrs))
  if (own.expiresAt !== null && (expiresAt === null || expiresAt > own.expiresAt)) {
    const end = toRfc3339(own.expiresAt)
    errors.push({ field: 'expiresAt', message: `must be no later than the end of your key, ${end}` })
  }
  return errors
}

function outside(own: string[], wanted: string[]): FieldError[] {
  const message = `must lie within the networks of your key: ${own.join(', ')}`
  if (wanted.length === 0) return [{ field: 'allowedCidrs', message }]
  return wanted.flatMap((cidr, at) =>
    isNetworkWithin(cidr, own) ? [] : [{ field: `allowedCidrs.${at}`, message }],
  )
}

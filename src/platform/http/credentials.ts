import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '../../problems.ts'

/**
 * The key of a request: `Authorization: Bearer KEY`, or KEY as the user name of Basic (RFC 6750, RFC 7617).
 * Throws `key-missing` where there is none.
 */
export function keyIn(headers: IncomingHttpHeaders): string {
  const { authorization } = headers
  if (authorization?.startsWith('Bearer ')) return authorization.slice('Bearer '.length)
  if (!authorization) throw unauthorized('key-missing')

  const space = authorization.indexOf(' ')
  const scheme = authorization.slice(0, space).toLowerCase()
  const credentials = authorization.slice(space + 1).trim()
  if (scheme === 'bearer') return credentials
  if (scheme === 'basic') return Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0] ?? ''
  throw unauthorized('key-missing', 'The Authorization header must use Bearer or Basic.')
}

/** A 401 with the challenge that RFC 9110 asks for. */
export function unauthorized(
  slug: 'key-missing' | 'key-invalid' | 'key-expired' | 'key-revoked' | 'key-wrong-kind',
  detail?: string,
): Problem {
  const challenge = 'Bearer realm="wirecopy", Basic realm="wirecopy", charset="UTF-8"'
  return new Problem(slug, { ...(detail ? { detail } : {}), headers: { 'WWW-Authenticate': challenge } })
}

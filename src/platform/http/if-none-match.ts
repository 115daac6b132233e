import type { FastifyRequest } from 'fastify'

/** Whether the caller holds what has this strong validator already (RFC 9110, 13.1.2). */
export function isUnchanged({ headers }: FastifyRequest, etag: string): boolean {
  const given = headers['if-none-match']?.trim()
  if (given === undefined) return false
  return given === '*' || given.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

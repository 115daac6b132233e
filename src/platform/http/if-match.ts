import type { FastifyRequest } from 'fastify'
import { Problem } from '../../problems.ts'

/**
 * The version that an edit was made on (RFC 9110, 13.1.1); undefined where the header is absent or `*`.
 * Throws `changed-meanwhile` for a validator that we never gave.
 */
export function ifMatch({ headers }: FastifyRequest): number | undefined {
  const given = headers['if-match']?.trim()
  if (given === undefined || given === '*') return undefined
  const version = /^"(\d{1,9})"$/.exec(given)?.[1]
  if (version === undefined)
    throw new Problem('changed-meanwhile', { detail: `${given} is no version of ours; send the ETag.` })
  return Number(version)
}

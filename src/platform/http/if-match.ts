import type { FastifyRequest } from 'fastify'
import { Problem } from '../../problems.ts'

const ours = /^"[\w-]{1,40}"$/

/**
 * Throws `changed-meanwhile` with the present state where an edit was made on another version (RFC 9110,
 * 13.1.1); an absent header or `*` goes on whatever version there is.
 */
export async function requireMatch(
  { headers }: FastifyRequest,
  present: number | string,
  view: () => object | Promise<object>,
): Promise<void> {
  const given = headers['if-match']?.trim()
  const etag = `"${present}"`
  if (given === undefined || given === '*' || given === etag) return
  throw new Problem('changed-meanwhile', {
    detail: ours.test(given)
      ? `Your version is ${given.slice(1, -1)}, the present one is ${present}.`
      : `${given} is no version of ours; send the ETag.`,
    members: { current: await view() },
    headers: { ETag: etag },
  })
}

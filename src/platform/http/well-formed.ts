import type { FastifyRequest } from 'fastify'
import { invalid, Problem } from '../../problems.ts'
import { textFault } from './json-body.ts'

const maxUrlLength = 4_096
// RFC 9110 allows one of each; a second one is an attempt to be read differently by two servers.
const onlyOnce = new Set(['host', 'authorization'])

/** Refuses what no route takes, before anything is looked up. */
export function refuseMalformed(request: FastifyRequest): void {
  const { raw, headers } = request
  if (request.url.length > maxUrlLength) throw new Problem('url-too-long')
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    throw new Problem('unsupported-media-type', {
      detail: 'Content-Encoding is not taken on requests; send the body as it is.',
    })
  }
  refuseRepeated(raw.rawHeaders)
  if (request.url.includes('%')) refuseUnstorable(request)
}

function refuseRepeated(rawHeaders: string[]): void {
  let seen = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const { length } = rawHeaders[at] ?? ''
    if (length !== 'host'.length && length !== 'authorization'.length) continue
    const name = rawHeaders[at]?.toLowerCase() ?? ''
    if (!onlyOnce.has(name)) continue
    const bit = name === 'host' ? 1 : 2
    if (seen & bit) throw invalid(name, 'is sent twice; send it once')
    seen |= bit
  }
}

function refuseUnstorable({ query, params }: FastifyRequest): void {
  for (const values of [query, params]) {
    if (typeof values !== 'object' || values === null) continue
    for (const [field, value] of Object.entries(values)) {
      const fault = textFault(String(value))
      if (fault) throw invalid(field, fault)
    }
  }
}

import type { FastifyRequest } from 'fastify'
import { invalid, Problem } from '../../problems.ts'
import { maxUrlLength } from './failure.ts'
import { textFault } from './json-body.ts'

const maxFaults = 20
// RFC 9110 allows one of each; a second one is an attempt to be read differently by two servers.
const onlyOnce = new Set(['host', 'authorization'])

/** Refuses what no route takes, before anything is looked up. */
export function refuseMalformed(request: FastifyRequest): void {
  const { raw, headers, url } = request
  if (url.length > maxUrlLength) throw new Problem('url-too-long')
  if (headers.host === undefined && raw.httpVersion === '1.1')
    throw invalid('host', 'is missing; HTTP/1.1 needs it')
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    throw new Problem('unsupported-media-type', {
      detail: 'Content-Encoding is not taken on requests; send the body as it is.',
    })
  }
  refuseRepeated(raw.rawHeaders)
  if (url.includes('%')) refuseUnstorable(request)
  if (isStrict(url) && url.includes('?')) refuseRepeatedParameters(request)
}

// Readers of feeds add parameters of their own to an address.
function isStrict(url: string): boolean {
  return url.startsWith('/v1/') && !url.startsWith('/v1/feeds/')
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
  refuseAll(
    [...entriesOf(query), ...entriesOf(params)].map(([field, value]) => [field, textFault(String(value))]),
  )
}

function refuseRepeatedParameters({ query }: FastifyRequest): void {
  refuseAll(
    entriesOf(query).map(([field, value]) => [
      field,
      Array.isArray(value) ? `is given ${value.length} times; give it once` : undefined,
    ]),
  )
}

function entriesOf(values: unknown): [field: string, value: unknown][] {
  return typeof values === 'object' && values !== null ? Object.entries(values) : []
}

function refuseAll(found: [field: string, fault: string | undefined][]): void {
  const errors = found.flatMap(([field, message]) => (message ? [{ field, message }] : []))
  if (errors.length > 0) throw new Problem('invalid-request', { errors: errors.slice(0, maxFaults) })
}

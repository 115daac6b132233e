import type { ProblemSlug } from '../../../problems.ts'
import { exampleId } from '../../ids.ts'

interface Header {
  description: string
  schema: { type: 'string' | 'integer'; pattern?: string; enum?: string[]; minimum?: number }
  example: string | number
}

interface AnswerHeader extends Header {
  /** Only some of the answers that declare it carry it. */
  sometimes?: true
}

const text = { type: 'string' } as const
const seconds = { type: 'integer', minimum: 0 } as const
const structured = { type: 'string', pattern: '^%?".*"$' } as const

/** Every header that an answer may carry and a caller may want. */
const responseHeaders = {
  'X-Request-Id': {
    description: 'Names this request; tell it to us when something went wrong.',
    schema: { type: 'string', pattern: '^req_[0-7][0-9a-hjkmnp-tv-z]{25}$' },
    example: exampleId('req'),
  },
  'RateLimit-Policy': {
    description:
      'The quota `q` in a window of `w` seconds (draft-ietf-httpapi-ratelimit-headers-11). A 429 names the one that is used up, where that is another than the `default` of all requests.',
    schema: { type: 'string', pattern: '^"[a-z-]+";q=\\d+;w=\\d+$' },
    example: '"default";q=600;w=60',
  },
  RateLimit: {
    description: 'How many requests remain, `r`, and for how many seconds, `t`.',
    schema: { type: 'string', pattern: '^"[a-z-]+";r=\\d+;t=\\d+$' },
    example: '"default";r=587;t=41',
  },
  'Cache-Control': {
    description: '`private, no-cache` where the answer is for one partner, `no-store` for problems.',
    schema: text,
    example: 'private, no-cache',
  },
  Vary: { description: 'What the answer depends on.', schema: text, example: 'Authorization, Accept' },
  ETag: {
    description: 'The validator of this answer, for `If-None-Match` or `If-Match`.',
    schema: { type: 'string', pattern: '^"[^"]+"$' },
    example: '"5dGOe7QwzPWKSeR0Hm1yqA"',
  },
  'Last-Modified': {
    description: 'When anything that may stand in it changed last; left out for two seconds after a change.',
    schema: text,
    example: 'Fri, 01 May 2026 06:00:00 GMT',
    sometimes: true,
  },
  Link: {
    description: 'The logo, the license and where there is one the canonical address (RFC 8288).',
    schema: text,
    example:
      '<https://wirecopy.example/brand/logo.svg>; rel="https://wirecopy.example/rels/logo", <https://wirecopy.example/v1/license>; rel="license"',
  },
  'Content-Disposition': {
    description: 'Under which name a file is to be saved.',
    schema: text,
    example: 'attachment; filename="recipients-art_01h455vb4pex5vsknk084sn02q.csv"',
    sometimes: true,
  },
  'Attribution-Byline': {
    description: 'The byline to print: a String of RFC 9651, or a Display String where it is not ASCII.',
    schema: structured,
    example: '"By Jane Doe"',
  },
  'Attribution-Affiliation': {
    description: 'The affiliations to print, each once: a List of RFC 9651.',
    schema: structured,
    example: '"Daily Caller News Foundation"',
  },
  'Attribution-Logo': {
    description: 'Where the logo to print is: a String of RFC 9651.',
    schema: structured,
    example: '"https://wirecopy.example/brand/logo.svg"',
  },
  'License-Grant': {
    description: 'Your grant for each revision that is shown, a List of RFC 9651; a HEAD request makes none.',
    schema: {
      type: 'string',
      pattern: '^"grt_[0-7][0-9a-hjkmnp-tv-z]{25}"(, "grt_[0-7][0-9a-hjkmnp-tv-z]{25}")?$',
    },
    example: `"${exampleId('grt')}"`,
  },
  'Content-Encoding': {
    description: 'How the body is compressed, where it is.',
    schema: { type: 'string', enum: ['br', 'gzip'] },
    example: 'br',
    sometimes: true,
  },
  'Idempotency-Replayed': {
    description: 'The answer to an earlier request with the same `Idempotency-Key`; nothing was done anew.',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
    sometimes: true,
  },
  Location: { description: 'Where to go on.', schema: text, example: '/brand/logo.svg' },
  'Content-Security-Policy': {
    description: 'Keeps what is opened as a page from running or loading what is not ours.',
    schema: text,
    example: "default-src 'none'; style-src 'self'; img-src 'self'",
  },
  'Referrer-Policy': {
    description: 'Where a link on the page leads is not told where it was followed.',
    schema: { type: 'string', enum: ['no-referrer'] },
    example: 'no-referrer',
  },
  'X-Content-Type-Options': {
    description: 'The content type is to be believed.',
    schema: { type: 'string', enum: ['nosniff'] },
    example: 'nosniff',
  },
  'Access-Control-Allow-Origin': {
    description: 'Pages of any site may read it.',
    schema: text,
    example: '*',
  },
  'Cross-Origin-Resource-Policy': {
    description: 'Pages of any site may show it.',
    schema: text,
    example: 'cross-origin',
  },
  'WWW-Authenticate': {
    description: 'How a key is sent.',
    schema: text,
    example: 'Bearer realm="wirecopy", Basic realm="wirecopy", charset="UTF-8"',
  },
  Deprecation: {
    description: 'When your key was rotated (RFC 9745): another one has taken its place.',
    schema: { type: 'string', pattern: '^@\\d+$' },
    example: '@1777615200',
    sometimes: true,
  },
  Sunset: {
    description: 'When your key, which was rotated, ends (RFC 8594).',
    schema: text,
    example: 'Sat, 02 May 2026 06:00:00 GMT',
    sometimes: true,
  },
  'X-Accel-Buffering': {
    description: 'Proxies are to pass on each event at once.',
    schema: { type: 'string', enum: ['no'] },
    example: 'no',
  },
  'Retry-After': { description: 'Seconds to wait.', schema: seconds, example: 41 },
  Allow: { description: 'The methods that this address takes.', schema: text, example: 'GET, HEAD' },
} as const satisfies Record<string, AnswerHeader>

/** Headers of requests that routes heed, beside `Authorization`. */
const requestHeaders = {
  Accept: {
    description: 'The media type wanted; without it the first of those that the answer has.',
    schema: text,
    example: 'application/json',
  },
  'Accept-Encoding': { description: '`br` and `gzip` are offered.', schema: text, example: 'br, gzip' },
  'If-Modified-Since': {
    description: 'The `Last-Modified` of the answer that you hold; the `ETag` says it better.',
    schema: text,
    example: 'Fri, 01 May 2026 06:00:00 GMT',
  },
  'If-None-Match': {
    description: 'The `ETag` of the answer that you hold: 304 where it is still good (RFC 9110, 13.1.2).',
    schema: text,
    example: '"5dGOe7QwzPWKSeR0Hm1yqA"',
  },
  'If-Match': {
    description:
      'The `version` that your edit is made on: 412 where it changed meanwhile (RFC 9110, 13.1.1).',
    schema: text,
    example: '"3"',
  },
  'Last-Event-ID': {
    description: 'The `id` of the last event that you have seen; it counts more than `after`.',
    schema: text,
    example: 'iEzfRY2mxdO0UYQkqRbPSw',
  },
  'Idempotency-Key': {
    description:
      'Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
    example: '7f4df1c7-6f2b-4b53-8d5a-3c1d2f7f4a10',
  },
} as const satisfies Record<string, Header>

export type ResponseHeader = keyof typeof responseHeaders
export type RequestHeader = keyof typeof requestHeaders

/** Stands on every answer. */
export const onEveryAnswer = ['X-Request-Id', 'RateLimit-Policy', 'RateLimit'] as const

const ofStatus: Partial<Record<number, ResponseHeader[]>> = {
  401: ['WWW-Authenticate'],
  405: ['Allow'],
  412: ['ETag'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

/** Stands on every answer with this status. */
export function headersOfStatus(status: number): ResponseHeader[] {
  return ofStatus[status] ?? []
}

/** What stands on an answer with one of these problems, but not with the others of its status. */
export function headersOfProblems(among: readonly ProblemSlug[]): Record<string, object> {
  if (!among.includes('idempotency-key-in-use')) return {}
  return { 'Retry-After': { ...responseHeaders['Retry-After'], required: false } }
}

const ofPages = ['Content-Security-Policy', 'X-Content-Type-Options', 'Referrer-Policy'] as const

/** What an answer of these media types carries: with pages always, and sometimes where it may be one. */
export function headersOfTypes(types: string[]): Record<string, object> {
  if (!types.includes('text/html')) return {}
  if (types.length === 1) return headerReferences(ofPages)
  return Object.fromEntries(ofPages.map((name) => [name, { ...responseHeaders[name], required: false }]))
}

/** References to header components, by name. */
export function headerReferences(names: readonly ResponseHeader[]) {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

/** The header components of the description. */
export function headerComponents() {
  const headers: [string, AnswerHeader][] = Object.entries(responseHeaders)
  return Object.fromEntries(
    headers.map(([name, { sometimes, ...header }]) => [name, { ...header, required: !sometimes }]),
  )
}

/** The parameter components of the description. */
export function parameterComponents() {
  return Object.fromEntries(
    Object.entries(requestHeaders).map(([name, { example, ...header }]) => [
      name,
      { name, in: 'header', ...header, examples: optional(example) },
    ]),
  )
}

/** The example of a parameter that may be left out: the reference shows it, and does not send it unasked. */
export function optional(value: unknown) {
  return value === undefined ? undefined : { example: { value, 'x-disabled': true } }
}

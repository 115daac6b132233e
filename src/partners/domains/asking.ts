import { FetchFailed } from '../../platform/fetch/fetch-failed.ts'
import type { createGuardedFetch } from '../../platform/fetch/guarded-fetch.ts'
import type { ResolveTxt } from '../../platform/fetch/txt-records.ts'

const timeoutMs = 8_000
// Behind the beginning of a page nothing of it is read, however long it is.
const maxBytes = 16 * 1_024 * 1_024
const maxQuoted = 80

/** How hosts of partners are asked. */
export interface Asking extends Pick<ReturnType<typeof createGuardedFetch>, 'open'> {
  resolveTxt: ResolveTxt
}

/** What a host answered, or why nothing that it answers counts. */
export type Page = { text: string; url: string } | { verdict: 'fail' | 'unknown'; found: string }

interface Wanted {
  /** Media types that are taken; no answer need name one. */
  types: readonly string[]
  /** How much of it is read. */
  readBytes: number
}

/** The beginning of what a host has at one of its addresses. What it redirects elsewhere does not count. */
export async function readPage(
  { open }: Asking,
  host: string,
  address: string,
  { types, readBytes }: Wanted,
  signal?: AbortSignal,
): Promise<Page> {
  try {
    const headers = { accept: types.join(', ') }
    const answer = await open(address, { headers, timeoutMs, maxBytes, ...(signal ? { signal } : {}) })
    const fault = faultOf(answer, host, address, types)
    const text = await beginningOf(answer.body, fault ? 0 : readBytes)
    return fault ?? { text, url: answer.url }
  } catch (error) {
    if (!(error instanceof FetchFailed) || error.code === 'canceled') throw error
    const verdict = passing.includes(error.code) ? 'unknown' : 'fail'
    return { verdict, found: `${error.message}.` }
  }
}

// What may be otherwise in an hour.
const passing = ['dns', 'connection', 'tls', 'timeout']
const passingStatuses = [408, 425, 429]

function faultOf(
  { status, url, headers }: { status: number; url: string; headers: Record<string, string> },
  host: string,
  address: string,
  types: readonly string[],
) {
  if (!isOf(host, url)) {
    return {
      verdict: 'fail',
      found: `${address} leads to ${new URL(url).origin}, which is not ${host}.`,
    } as const
  }
  if (status !== 200) {
    const verdict = status >= 500 || passingStatuses.includes(status) ? 'unknown' : 'fail'
    return { verdict, found: `${address} answers with status ${status}.` } as const
  }
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';')
  if (type.trim() === '' || types.includes(type.trim())) return undefined
  return { verdict: 'fail', found: `${address} is ${quoted(type.trim())}, not ${types[0]}.` } as const
}

/** Whether what a host redirects to is its own: the same but for `www.`, or below it, and under TLS. */
export function isOf(host: string, address: string): boolean {
  const { protocol, hostname, port } = new URL(address)
  if (protocol !== 'https:' || port !== '') return false
  return bare(hostname) === bare(host) || hostname.endsWith(`.${host}`)
}

function bare(host: string): string {
  return host.replace(/^www\.(?=.+\.)/, '')
}

async function beginningOf(body: AsyncIterable<Buffer>, readBytes: number): Promise<string> {
  const pieces: Buffer[] = []
  let left = readBytes
  for await (const piece of body) {
    pieces.push(piece.subarray(0, left))
    left -= piece.length
    if (left <= 0) break
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** The beginning of what somebody else wrote, on one line, fit to be stored and shown. */
export function quoted(text: string, most = maxQuoted): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
  return (line.length > most ? `${line.slice(0, most)}…` : line).toWellFormed()
}

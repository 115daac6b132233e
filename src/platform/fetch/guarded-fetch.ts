import { buffer } from 'node:stream/consumers'
import { type Allowance, checkUrl, hostOf } from './check-url.ts'
import { type Answer, type Circumstances, exchange, type Question } from './exchange.ts'
import { FetchFailed } from './fetch-failed.ts'
import { findAddresses } from './find-addresses.ts'
import { type Network, systemNetwork } from './network.ts'

const defaultTimeoutMs = 10_000
const defaultMaxBytes = 2_097_152
const mostRedirects = 3
const redirectStatuses = [301, 302, 303, 307, 308]
// All that another origin is told of what the caller sends; anything else may be meant for the first alone.
const toldToAll = ['accept', 'accept-language', 'if-modified-since', 'if-none-match']

export interface FetchOptions {
  /** GET and HEAD follow redirects; that of a POST is its answer. */
  method?: 'GET' | 'HEAD' | 'POST'
  /** Besides `User-Agent`, `Host` and `Accept-Encoding`, which are always ours. */
  headers?: Record<string, string>
  body?: string | Buffer
  /** For everything together, from the search for the name to the last byte of the body. */
  timeoutMs?: number
  /** Of the body, as it is sent and as it is without compression. */
  maxBytes?: number
  /** At most 3. */
  maxRedirects?: number
  signal?: AbortSignal
  allow?: Allowance
  /** Only over TLS. */
  secure?: boolean | undefined
}

export interface Fetched<Body> {
  status: number
  /** By name in lower case; the values of a repeated header are joined by commas. */
  headers: Record<string, string>
  /** Where the answer came from, after redirects. */
  url: string
  body: Body
}

/** The only way to fetch what somebody gave the address of. All functions throw `FetchFailed`. */
export function createGuardedFetch(userAgent: string, network: Network = systemNetwork) {
  /** For bodies too large to hold. One that is not read holds its connection until the time is over. */
  async function open(url: string, options: FetchOptions = {}): Promise<Fetched<AsyncIterable<Buffer>>> {
    const { signal: canceled, timeoutMs = defaultTimeoutMs, maxBytes = defaultMaxBytes } = options
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(canceled ? [canceled] : [])])
    return follow(url, options, { userAgent, network, limits: { timeoutMs, maxBytes, canceled, signal } })
  }

  async function fetch(url: string, options?: FetchOptions): Promise<Fetched<Buffer>> {
    const answer = await open(url, options)
    return { ...answer, body: await buffer(answer.body) }
  }

  /** Whether an address could be fetched now, as far as its text and where its name leads tell. */
  async function check(
    url: string,
    { secure, timeoutMs = defaultTimeoutMs }: FetchOptions = {},
  ): Promise<void> {
    const admitted = admit(url, { secure }, network, 'The address')
    await findAddresses(admitted, undefined, network, AbortSignal.timeout(timeoutMs))
  }

  return { fetch, open, check }
}

async function follow(text: string, options: FetchOptions, around: Circumstances) {
  const { method = 'GET', body, allow, maxRedirects = mostRedirects } = options
  const { network } = around
  const question: Question = { method, headers: lowerCased(options.headers), body, allow }
  const most = Math.min(maxRedirects, mostRedirects)
  let url = admit(text, options, network, 'The address')
  for (let followed = 0; ; followed += 1) {
    const { leave, ...answer } = await exchange(url, question, around)
    const location = redirectOf(answer, method)
    if (location === undefined) return { ...answer, url: url.href }

    await leave()
    const host = hostOf(url)
    if (followed >= most) {
      throw new FetchFailed('too-many-redirects', `${host} redirects more than ${most} times`)
    }
    const target = URL.parse(location, url)?.href ?? location
    const next = admit(target, options, network, `${host} redirects to an address that is refused: it`)
    if (next.origin !== url.origin) question.headers = harmless(question.headers)
    url = next
  }
}

function admit(
  text: string,
  { allow, secure = false }: Pick<FetchOptions, 'allow' | 'secure'>,
  { allowsPlain = false }: Network,
  subject: string,
): URL {
  const verdict = checkUrl(text, allow)
  if (!verdict.allowed) throw new FetchFailed(verdict.code, `${subject} ${verdict.because}`)
  if (secure && !allowsPlain && verdict.url.protocol !== 'https:') {
    throw new FetchFailed('bad-url', `${subject} must begin with https`)
  }
  return verdict.url
}

function redirectOf({ status, headers }: Pick<Answer, 'status' | 'headers'>, method: string) {
  return method !== 'POST' && redirectStatuses.includes(status) ? headers.location : undefined
}

function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function harmless(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => toldToAll.includes(name)))
}

export type FetchFault =
  | 'bad-url'
  | 'private-address'
  | 'dns'
  | 'connection'
  | 'tls'
  | 'timeout'
  | 'canceled'
  | 'too-many-redirects'
  | 'headers-too-large'
  | 'too-large'
  | 'compressed-too-large'
  | 'bad-response'

/**
 * Why there is no answer: a stable code, and a sentence for people that names the host. It has no cause, as
 * that one's message would tell the address or the body.
 */
export class FetchFailed extends Error {
  readonly code: FetchFault

  constructor(code: FetchFault, message: string) {
    super(message)
    this.name = 'FetchFailed'
    this.code = code
  }
}

/** One fetch while it runs, with everything that ends it. */
export interface Limits {
  timeoutMs: number
  maxBytes: number
  /** Aborted at the end of the time, or by the caller. */
  signal: AbortSignal
  canceled: AbortSignal | undefined
}

// Codes of gzip and deflate, and those of Brotli.
const unpacking = /^(Z_|ERR__ERROR|ERR_BROTLI)/
const broken = /^(E[A-Z]+|UND_ERR_(SOCKET|RES_CONTENT_LENGTH_MISMATCH|DESTROYED|ABORTED))$/

/** What a fault of the network means, told of a host; a fault of our own is handed back as it is. */
export function explain(error: unknown, host: string, { signal, canceled, timeoutMs }: Limits): unknown {
  if (canceled?.aborted) return new FetchFailed('canceled', `The fetch from ${host} was canceled`)
  if (signal.aborted) {
    return new FetchFailed('timeout', `${host} did not answer in full within ${timeoutMs / 1_000} s`)
  }
  if (error instanceof FetchFailed) return error

  const code = systemCodeOf(error)
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new FetchFailed('headers-too-large', `${host} answered with too many or too long headers`)
  }
  if (isMalformed(error) || unpacking.test(code)) {
    return new FetchFailed('bad-response', `${host} answered with what is not HTTP or cannot be unpacked`)
  }
  if (!broken.test(code)) return error
  return new FetchFailed('connection', `${host} ended the connection (${code})`)
}

// By its name: its class would load the library, which most commands never need.
function isMalformed(error: unknown): boolean {
  return error instanceof Error && error.name === 'HTTPParserError'
}

/** The code that Node or a library gave an error, such as `ECONNRESET`; empty where there is none. */
export function systemCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

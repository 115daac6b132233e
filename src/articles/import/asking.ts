import { portOf } from '../../platform/fetch/check-url.ts'
import { FetchFailed } from '../../platform/fetch/fetch-failed.ts'
import { createGuardedFetch, type Fetched } from '../../platform/fetch/guarded-fetch.ts'
import type { Network } from '../../platform/fetch/network.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { SourceFailed } from './reading.ts'
import type { Source, SourceWishes } from './sources.ts'

const timeoutMs = 60_000
const fileTimeoutMs = 15_000
/** What they are sealed for. */
export const credentialsPurpose = 'source credentials'

/** Fetches from one source. */
export type Ask = (url: string, maxBytes: number) => Promise<Fetched<Buffer>>

/** How sources are reached. */
export interface Outside {
  userAgent: string
  sealer: Sealer
  /** Networks (CIDR) that a source may be in although they are private. */
  privateSourceCidrs: readonly string[]
  network?: Network | undefined
}

interface Credentials {
  user: string
  password: string
}

function sealCredentials(sealer: Sealer, { user, password }: Credentials): string {
  return sealer.seal(credentialsPurpose, Buffer.from(`${user}:${password}`))
}

interface WrittenWishes extends Omit<SourceWishes, 'credentials' | 'intervalMs'> {
  credentials?: Credentials | null | undefined
  intervalSeconds?: number | undefined
}

/** What somebody wants of a source, as it is stored. */
export function sealWishes(
  sealer: Sealer,
  { credentials, intervalSeconds, rules, publish, paused }: WrittenWishes,
): SourceWishes {
  return {
    rules,
    publish,
    paused,
    credentials: credentials && sealCredentials(sealer, credentials),
    intervalMs: intervalSeconds === undefined ? undefined : intervalSeconds * 1_000,
  }
}

/**
 * How a source is asked, with its credentials; throws `SourceFailed`. Only its exact host may be on a private
 * address, and on a port of its own.
 */
export function askerFor(
  { url, credentials }: Pick<Source, 'url' | 'credentials'>,
  outside: Outside,
  signal?: AbortSignal,
): Ask {
  const headers = credentials === null ? {} : authorization(outside.sealer, credentials)
  const ask = reaching(url, outside, { headers, timeoutMs, signal })
  return async (target, maxBytes) => {
    try {
      return await ask(target, maxBytes)
    } catch (error) {
      throw error instanceof FetchFailed ? new SourceFailed(explained(error)) : error
    }
  }
}

/**
 * How the files of a source's stories are asked for, which may lie anywhere: without its credentials.
 * Throws `FetchFailed`.
 */
export function fileAskerFor({ url }: Pick<Source, 'url'>, outside: Outside, signal?: AbortSignal): Ask {
  return reaching(url, outside, { headers: {}, timeoutMs: fileTimeoutMs, signal })
}

interface Manner {
  headers: Record<string, string>
  timeoutMs: number
  signal: AbortSignal | undefined
}

function reaching(
  address: string,
  { userAgent, privateSourceCidrs, network }: Outside,
  { signal, ...manner }: Manner,
): Ask {
  const { fetch } = createGuardedFetch(userAgent, network)
  const url = new URL(address)
  const allow = { host: url.hostname, ports: [portOf(url)], networks: privateSourceCidrs }
  return (target, maxBytes) => fetch(target, { ...manner, maxBytes, allow, ...(signal ? { signal } : {}) })
}

export function hostIn(url: string): string {
  return new URL(url).host
}

function authorization(sealer: Sealer, credentials: string): Record<string, string> {
  return { authorization: `Basic ${sealer.open(credentialsPurpose, credentials).plain.toString('base64')}` }
}

function explained({ code, message }: FetchFailed): string {
  return code === 'private-address'
    ? `${message}; if it is a source of yours, have its network set in PRIVATE_SOURCE_CIDRS`
    : message
}

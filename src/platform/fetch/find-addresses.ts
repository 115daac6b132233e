import { isIP } from 'node:net'
import { type Allowance, exceptionFor, hostOf, mayConnect } from './check-url.ts'
import { FetchFailed, systemCodeOf } from './fetch-failed.ts'
import type { Network } from './network.ts'
import { unlessAborted } from './unless-aborted.ts'

/** The addresses of the host of a URL, all of them good to connect to. Throws `dns` or `private-address`. */
export async function findAddresses(
  url: URL,
  allow: Allowance | undefined,
  { resolve }: Network,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const host = hostOf(url)
  const addresses = isIP(host) === 0 ? await resolved(resolve(host, signal), host, signal) : [host]
  if (addresses.length === 0) throw new FetchFailed('dns', `${host} has no address`)
  // One bad address among good ones refuses the host: which of them is tried is chance, or somebody's choice.
  if (addresses.every((address) => mayConnect(address, exceptionFor(url, allow)))) return addresses
  throw new FetchFailed('private-address', `${host} leads to a private or reserved address`)
}

async function resolved(
  search: Promise<readonly string[]>,
  host: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return await unlessAborted(search, signal)
  } catch (error) {
    const code = systemCodeOf(error)
    throw new FetchFailed('dns', `${host} is not known, or its name server does not answer (${code})`)
  }
}

import { lookup, Resolver } from 'node:dns/promises'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'

const dnsTimeoutMs = 2_000
const dnsTries = 2
// The name servers do not know the name, or there are none.
const unknownCodes = ['ENOTFOUND', 'ENODATA', 'ECONNREFUSED']

/** Where a connection leads: the name is for people, the addresses were checked. */
export interface Destination {
  host: string
  port: number
  addresses: readonly string[]
}

/** How a host is found and reached: by means of the system, unless a test brings its own. */
export interface Network {
  /** Every address of a host. */
  resolve: (host: string, signal: AbortSignal) => Promise<readonly string[]>
  /** A TCP connection under way, to one of the addresses and nowhere else. */
  connect: (to: Destination) => Socket
  /** Whether sites are asked without TLS even where it is demanded: never by means of the system. */
  readonly allowsPlain?: boolean
}

export const systemNetwork: Network = { resolve: resolveHost, connect: connectTo }

// `lookup` alone would hold a thread of four for every name server that does not answer, and files, hashes
// and images wait for the same threads.
async function resolveHost(host: string, signal: AbortSignal): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: dnsTimeoutMs, tries: dnsTries })
  const cancel = () => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (addresses.length > 0) return addresses

    const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
    const failure = failures.find(({ code }) => !unknownCodes.includes(code))
    if (failure) throw failure
  } finally {
    signal.removeEventListener('abort', cancel)
  }
  // Names that stand in the hosts file alone, as a source on a private address often does.
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

function connectTo({ host, port, addresses }: Destination): Socket {
  const candidates = addresses.map((address) => ({ address, family: isIP(address) }))
  const pinned: LookupFunction = (_host, { all }, callback) => {
    if (all) return callback(null, candidates)
    const [first = { address: '', family: 0 }] = candidates
    callback(null, first.address, first.family)
  }
  return connect({ host, port, lookup: pinned, autoSelectFamily: true, noDelay: true })
}

import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, createServer as createRawServer, type Server, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { onTestFinished } from 'vitest'
import { createGuardedFetch } from '../../../../src/platform/fetch/guarded-fetch.ts'
import type { Destination, Network } from '../../../../src/platform/fetch/network.ts'
import { certificate, privateKey } from './certificate.ts'

export const publicAddress = '93.184.216.34'

interface Site {
  /** What the name leads to, each time anew where it is a function. */
  addresses?: string[] | (() => string[] | Promise<string[]>)
  answer?: RequestListener
  /** What answers without speaking HTTP. */
  raw?: (socket: Socket) => void
}

/** Sites under public names and addresses, each a real server; anything that is not one of them is unknown. */
export async function anInternet(sites: Record<string, Site>) {
  const dialed: Destination[] = []
  const searched: string[] = []
  const ports = new Map<string, number>()
  for (const [host, site] of Object.entries(sites)) {
    ports.set(`${host} plain`, await portOf(plainServer(site)))
    ports.set(
      `${host} secure`,
      await portOf(createSecureServer({ key: privateKey, cert: certificate }, site.answer)),
    )
  }

  const network: Network = {
    async resolve(host) {
      searched.push(host)
      const { addresses = [publicAddress] } = sites[host] ?? {}
      if (!sites[host]) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })
      return typeof addresses === 'function' ? addresses() : addresses
    },
    connect(to) {
      dialed.push(to)
      return connect(ports.get(`${to.host} ${to.port === 443 ? 'secure' : 'plain'}`) ?? 1, '127.0.0.1')
    },
  }
  return { ...createGuardedFetch('Wirecopy/test', network), network, dialed, searched }
}

function plainServer({ answer, raw }: Site): Server {
  return raw ? createRawServer(raw) : createServer(answer)
}

/** The port of a server that listens on loopback until the test ends. */
export async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    // A client that goes away is what many of these tests are about.
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A server listens at no port')
  return address.port
}

/** Trusts the certificate of the sites until the test ends; it is good for news.example alone. */
export function trustSites(): void {
  trust(certificate)
}

/** Trusts whoever shows this certificate until the test ends. */
export function trust(theirs: string): void {
  const before = getCACertificates()
  setDefaultCACertificates([...before, theirs])
  onTestFinished(() => setDefaultCACertificates(before))
}

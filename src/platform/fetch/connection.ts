import { once } from 'node:events'
import { isIP, type Socket } from 'node:net'
import { connect as encrypt } from 'node:tls'
import type { Client } from 'undici'
import { hostOf, portOf } from './check-url.ts'
import { FetchFailed, systemCodeOf } from './fetch-failed.ts'
import type { Network } from './network.ts'

const maxHeaderBytes = 16_384

/** A client for one exchange with one server, connected to an address out of those that were checked. */
export async function clientFor(
  url: URL,
  addresses: readonly string[],
  { connect }: Network,
  signal: AbortSignal,
): Promise<Client> {
  const to = { host: hostOf(url), port: portOf(url), addresses }
  const open = async () => {
    const plain = await opened(connect(to), to.host, signal)
    return url.protocol === 'https:' ? secured(plain, to.host, signal) : plain
  }
  // Loaded with the first fetch: every command would wait for it.
  const { Client } = await import('undici')
  return new Client(url.origin, {
    connect: (_, callback) => {
      open().then(
        (socket) => callback(null, socket),
        (error) => callback(error, null),
      )
    },
    maxHeaderSize: maxHeaderBytes,
    allowH2: false,
    // One deadline covers everything, and `signal` is how it arrives.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

async function opened(socket: Socket, host: string, signal: AbortSignal): Promise<Socket> {
  // An error that nobody listens for ends the process.
  socket.on('error', () => undefined)
  try {
    await once(socket, 'connect', { signal })
    return socket
  } catch (error) {
    socket.destroy()
    throw new FetchFailed('connection', `${host} cannot be connected to (${systemCodeOf(error)})`)
  }
}

// The certificate must be good for the name, whatever address the name led to.
async function secured(plain: Socket, host: string, signal: AbortSignal): Promise<Socket> {
  const socket = encrypt({
    socket: plain,
    host,
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
    // Said here, no variable of the environment can say otherwise.
    rejectUnauthorized: true,
  })
  socket.on('error', () => undefined)
  try {
    await once(socket, 'secureConnect', { signal })
    return socket
  } catch (error) {
    socket.destroy()
    throw new FetchFailed('tls', `${host} cannot be reached securely (${systemCodeOf(error)})`)
  }
}

import { once } from 'node:events'
import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import type { Config } from '../../../src/config.ts'
import { letTimeWork, type Product, start } from '../../support/product.ts'

const from = { name: undefined, address: 'wire@wire.example' }

/** A mail relay on this machine that keeps what it takes, until the test ends. */
export async function aRelay(options: SMTPServerOptions = {}) {
  const received: { from: string; to: string[]; raw: string; isSecure: boolean }[] = []
  const relay = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onData(stream, { envelope, secure }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          isSecure: secure,
        })
        done()
      })
    },
    ...options,
  })
  // A client that goes away is what some of these tests are about.
  relay.on('error', () => undefined)
  const server = relay.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    relay.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A relay listens at no port')
  return { received, cut, url: `smtp://127.0.0.1:${address.port}`, port: address.port }
}

/** The settings of an installation that mails by a relay. */
export function mailBy(url: string): Config['mail'] {
  return { transport: 'smtp', url, from, folder: '/nowhere' }
}

/** The product with a relay that it mails by. */
export async function startWithRelay(options: SMTPServerOptions = {}, credentials = '') {
  const relay = await aRelay(options)
  const product = await start({ config: { mail: mailBy(relay.url.replace('//', `//${credentials}`)) } })
  return { relay, product }
}

/** Lets hours go by, so that whatever is tried again is tried again. */
export async function letHoursPass(product: Product, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    product.clock.advance(2 * 60 * 60 * 1_000)
    await letTimeWork(product)
  }
}

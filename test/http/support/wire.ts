import { connect } from 'node:net'
import { type Product, start } from '../../support/product.ts'

export interface WireAnswer {
  statusCode: number
  headers: Record<string, string>
  body: string
}

/** The product on a free port, for what only a real connection can carry. */
export async function startListening(options: Parameters<typeof start>[0] = {}) {
  const product = await start(options)
  await product.app.listen({ host: '127.0.0.1', port: 0 })
  return { ...product, port: portOf(product) }
}

/** Sends bytes and waits for the one answer, without ever ending its own side. */
export async function send(port: number, ...parts: (string | Buffer)[]): Promise<WireAnswer> {
  const socket = connect({ host: '127.0.0.1', port })
  // The server may hang up while we still write; its answer is what counts.
  socket.on('error', () => undefined)
  for (const part of parts) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)
  let received = ''
  for await (const chunk of socket) {
    received += String(chunk)
    const answer = parse(received)
    if (answer) return answer
  }
  throw new Error(`The connection ended after ${received.length} bytes: ${received.slice(0, 200)}`)
}

/** The text of a request with the lines given after its first. */
export function request(first: string, ...headers: string[]): string {
  return [`${first} HTTP/1.1`, ...headers, '', ''].join('\r\n')
}

function parse(received: string): WireAnswer | undefined {
  const [head = '', ...rest] = received.split('\r\n\r\n')
  if (rest.length === 0) return undefined
  const [first = '', ...lines] = head.split('\r\n')
  const statusCode = Number(first.split(' ')[1])
  if (statusCode < 200) return parse(rest.join('\r\n\r\n'))
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const body = rest.join('\r\n\r\n')
  return Buffer.byteLength(body) < Number(headers['content-length'])
    ? undefined
    : { statusCode, headers, body }
}

function portOf({ app }: Product): number {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  return address.port
}

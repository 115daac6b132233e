import { once } from 'node:events'
import { createServer, get, type RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { FetchFailed } from '../../../src/platform/fetch/fetch-failed.ts'
import { createGuardedFetch } from '../../../src/platform/fetch/guarded-fetch.ts'
import { type Names, serveNames } from './name-server.ts'
import { type Errand, inner, type Outcome, outer, outerSix } from './namespace.ts'

// A process in a network of its own: it serves at every address there is, and fetches as it is told.

const names: Names = {
  'news.example': () => [outer],
  'six.example': () => [outerSix],
  'inner.example': () => [inner],
  'mixed.example': () => [outer, inner],
  'mapped.example': () => [`::ffff:${inner}`],
  'rebound.example': (time) => [time === 1 ? outer : inner],
}

const pages: Record<string, RequestListener> = {
  '/silent': () => undefined,
  '/large': (_, response) => response.end('x'.repeat(10_000)),
  '/many-headers': (_, response) => response.writeHead(200, { 'X-Long': 'x'.repeat(20_000) }).end(),
  '/bomb': (_, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000))),
}

const { fetch } = createGuardedFetch('Wirecopy/test')
const reached: string[] = []

const server = createServer((request, response) => {
  const address = request.socket.localAddress?.replace('::ffff:', '') ?? ''
  reached.push(address)
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://any.example')
  const to = searchParams.get('to')
  if (to) response.writeHead(302, { Location: to }).end()
  else if (pages[pathname]) pages[pathname](request, response)
  else response.end(`This is ${address}`)
})

await serveNames(names)
server.listen(80, '::')
await once(server, 'listening')
process.on('message', async (errand: Errand) => {
  reached.length = 0
  process.send?.({ ...(await outcome(errand)), reached } satisfies Outcome)
})
process.send?.('ready')

async function outcome({ url, guarded }: Errand): Promise<Omit<Outcome, 'reached'>> {
  if (!guarded) return { body: await plainly(url) }
  try {
    const { body } = await fetch(url, { timeoutMs: 2_000, maxBytes: 5_000 })
    return { body: body.toString() }
  } catch (error) {
    return { code: error instanceof FetchFailed ? error.code : String(error) }
  }
}

/** What a program gets that asks without looking where an address leads. */
function plainly(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => resolve(text(response))).on('error', reject)
  })
}

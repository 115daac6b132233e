import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { expect, onTestFinished } from 'vitest'
import { type Product, start } from '../../support/product.ts'

interface StreamedChange {
  cursor: string
  type: string
  article: { id: string; pubStatus: string } | null
}

interface Event {
  id: string
  change: StreamedChange
}

type Times = Parameters<typeof start>[0]

/** The product with streams that last for as long as a test may, listening. */
export async function startStreaming({ streamTimes, ...options }: NonNullable<Times> = {}) {
  const product = await start({
    streamTimes: { heartbeatMs: 60_000, stalledMs: 60_000, lastsMs: 60_000, ...streamTimes },
    ...options,
  })
  await product.app.listen({ host: '127.0.0.1', port: 0 })
  return product
}

/** A client of a stream, which reads what comes unless told to wait. */
export async function aStream(
  { app }: Product,
  { key }: { key: string },
  { query = '?after=now', lastEventId = '', reads = true } = {},
) {
  const request = get(`${originOf({ app })}/v1/changes/stream${query}`, {
    agent: false,
    headers: { authorization: `Bearer ${key}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
  })
  onTestFinished(() => void request.destroy())
  const response: IncomingMessage = (await once(request, 'response'))[0]
  response.setEncoding('utf8')
  let text = ''
  const ended = new Promise<'ended' | 'cut off'>((resolve) => {
    response.on('end', () => resolve('ended'))
    response.on('error', () => resolve('cut off'))
  })
  if (reads)
    response.on('data', (chunk: string) => {
      text += chunk
    })

  const events = () => eventsIn(text)
  return {
    statusCode: response.statusCode,
    headers: response.headers,
    /** All that came so far. */
    text: () => text,
    events,
    changes: () => events().map(({ change }) => change),
    /** The changes, once there are so many. */
    told: async (count: number) => {
      await expect.poll(() => events().length, { timeout: 10_000, interval: 5 }).toBe(count)
      return events().map(({ change }) => change)
    },
    /** What a client knows that is cut off now: the last id that came. */
    lastId: () => [...text.matchAll(/^id: (\S+)$/gm)].at(-1)?.[1] ?? '',
    hangUp: () => void request.destroy(),
    ended,
  }
}

// Whatever the last blank line has not ended is no event yet.
function eventsIn(text: string): Event[] {
  const blocks = text.split('\n\n').slice(0, -1)
  return blocks.flatMap((block) => {
    const [, id, json] = /^id: (\S+)\ndata: (.*)$/s.exec(block) ?? []
    return id && json ? [{ id, change: JSON.parse(json) }] : []
  })
}

/** Where a product can be called that listens. */
export function originOf({ app }: Pick<Product, 'app'>): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen')
  return `http://127.0.0.1:${address.port}`
}

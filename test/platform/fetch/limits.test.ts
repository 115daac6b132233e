import type { RequestListener, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { anInternet } from './support/internet.ts'

const url = 'http://news.example/'
const briefMs = 150

async function news(answer: RequestListener) {
  return anInternet({ 'news.example': { answer } })
}

function forever(reply: ServerResponse, chunk: string | Buffer): void {
  while (reply.write(chunk));
  reply.once('drain', () => forever(reply, chunk))
}

/** How a fetch with a brief time ends; the time that it took is bounded too. */
async function endInTime(answer: RequestListener) {
  const { fetch } = await news(answer)
  const begin = performance.now()
  const end = await fetch(url, { timeoutMs: briefMs }).catch((error: unknown) => error)
  expect(performance.now() - begin).toBeLessThan(10 * briefMs)
  return end
}

const late = { code: 'timeout', message: 'news.example did not answer in full within 0.15 s' }

test('a server that never answers is left in time', async () => {
  expect(await endInTime(() => undefined)).toMatchObject(late)
})

test('headers that drip are left in time', async () => {
  const { fetch } = await anInternet({
    'news.example': {
      async raw(socket) {
        socket.write('HTTP/1.1 200 OK\r\n')
        while (!socket.destroyed) {
          socket.write('X-More: 1\r\n')
          await setTimeout(20)
        }
      },
    },
  })

  await expect(fetch(url, { timeoutMs: briefMs })).rejects.toMatchObject(late)
})

test('a body that drips is left in time', async () => {
  const end = await endInTime(async (_, reply) => {
    while (!reply.destroyed) {
      reply.write('.')
      await setTimeout(20)
    }
  })

  expect(end).toMatchObject(late)
})

test('redirects share the time', async () => {
  const end = await endInTime(async (_, reply) => {
    await setTimeout(briefMs / 2)
    reply.writeHead(302, { location: '/' }).end()
  })

  expect(end).toMatchObject(late)
})

test('a name server that never answers is left in time', async () => {
  const { fetch } = await anInternet({ 'news.example': { addresses: () => new Promise(() => undefined) } })

  await expect(fetch(url, { timeoutMs: briefMs })).rejects.toMatchObject(late)
})

test('whoever cancels waits no longer', async () => {
  const { fetch } = await news(() => undefined)
  const controller = new AbortController()
  const ending = fetch(url, { signal: controller.signal })
  controller.abort()

  await expect(ending).rejects.toMatchObject({ code: 'canceled' })
})

test('a body may be as long as is allowed, and no byte longer', async () => {
  const { fetch } = await news((_, reply) => reply.end('x'.repeat(1_000)))

  expect((await fetch(url, { maxBytes: 1_000 })).body).toHaveLength(1_000)
  await expect(fetch(url, { maxBytes: 999 })).rejects.toMatchObject({
    code: 'too-large',
    message: 'news.example sent more than 999 bytes',
  })
})

test('a body without end is cut off', async () => {
  const { fetch } = await news((_, reply) => forever(reply, 'x'.repeat(10_000)))

  await expect(fetch(url)).rejects.toMatchObject({ code: 'too-large' })
})

test('the length of an answer to HEAD is not that of a body', async () => {
  const { fetch } = await news((_, reply) =>
    reply.writeHead(200, { 'content-length': 10_000_000, 'content-encoding': 'gzip' }).end(),
  )

  expect(await fetch(url, { method: 'HEAD' })).toMatchObject({ status: 200, body: Buffer.alloc(0) })
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
] as const)('%s is unpacked, up to the limit', async (encoding, pack) => {
  const { fetch } = await news((request, reply) => {
    expect(request.headers['accept-encoding']).toContain(encoding)
    reply.setHeader('content-encoding', encoding).end(pack('x'.repeat(100_000)))
  })

  expect((await fetch(url, { maxBytes: 100_000 })).body).toHaveLength(100_000)
  await expect(fetch(url, { maxBytes: 99_999 })).rejects.toMatchObject({ code: 'compressed-too-large' })
})

test('a bomb is not unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1_048_576))
  const { fetch } = await news((_, reply) => reply.setHeader('content-encoding', 'gzip').end(bomb))
  const before = process.memoryUsage().rss

  await expect(fetch(url)).rejects.toMatchObject({ code: 'compressed-too-large' })
  expect(process.memoryUsage().rss - before).toBeLessThan(48 * 1_048_576)
})

test.each([
  ['cut short', 'gzip', gzipSync('x'.repeat(1_000)).subarray(0, 20)],
  ['not what it says', 'br', Buffer.from('plain text')],
  ['packed twice', 'gzip, gzip', gzipSync(gzipSync('x'))],
])('a body that is %s cannot be read', async (_, encoding, body) => {
  const { fetch } = await news((_request, reply) => reply.setHeader('content-encoding', encoding).end(body))

  await expect(fetch(url)).rejects.toMatchObject({ code: 'bad-response' })
})

test.each([
  ['a long header', `X-Long: ${'x'.repeat(17_000)}\r\n`, 'headers-too-large'],
  ['many headers', 'X-Many: 1\r\n'.repeat(3_000), 'headers-too-large'],
  ['what is no header', 'no header\r\n', 'bad-response'],
])('an answer with %s is refused', async (_, headers, code) => {
  const { fetch } = await anInternet({
    'news.example': { raw: (socket) => socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\n`) },
  })

  await expect(fetch(url)).rejects.toMatchObject({ code })
})

test.each(['', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345'])(
  'a connection that ends after "%s" is a fault of the connection',
  async (text) => {
    const { fetch } = await anInternet({
      'news.example': { raw: (socket) => socket.write(text, () => socket.resetAndDestroy()) },
    })

    await expect(fetch(url)).rejects.toMatchObject({ code: 'connection' })
  },
)

test('a large body can be read in pieces, and left', async () => {
  let ended = false
  const { open } = await news((_, reply) => {
    reply.on('close', () => {
      ended = true
    })
    forever(reply, 'x'.repeat(10_000))
  })

  const { body } = await open(url, { maxBytes: 1e9 })
  for await (const piece of body) {
    expect(piece.length).toBeGreaterThan(0)
    break
  }
  await expect.poll(() => ended).toBe(true)
})

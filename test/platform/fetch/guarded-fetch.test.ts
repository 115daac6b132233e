import type { RequestListener } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createGuardedFetch } from '../../../src/platform/fetch/guarded-fetch.ts'
import { anInternet, publicAddress, trustSites } from './support/internet.ts'

test('a request says who asks, and nothing that was not given', async () => {
  const { fetch } = await anInternet({
    'news.example': { answer: ({ headers }, reply) => reply.end(JSON.stringify(headers)) },
  })

  const { body } = await fetch('http://news.example/', { headers: { 'User-Agent': 'curl', Host: 'inner' } })

  expect(JSON.parse(String(body))).toEqual({
    accept: '*/*',
    'accept-encoding': 'gzip, deflate, br',
    connection: 'close',
    host: 'news.example',
    'user-agent': 'Wirecopy/test',
  })
})

test('a POST carries its body', async () => {
  const { fetch } = await anInternet({
    'news.example': {
      answer: async (request, reply) => {
        reply.writeHead(202).end(`${request.method} ${request.url} ${await text(request)}`)
      },
    },
  })

  const { status, body } = await fetch('http://news.example/hook?a=1', { method: 'POST', body: '{"a":1}' })

  expect({ status, body: String(body) }).toEqual({ status: 202, body: 'POST /hook?a=1 {"a":1}' })
})

test('headers come with lower case names, repeated ones joined', async () => {
  const { fetch } = await anInternet({
    'news.example': { answer: (_, reply) => reply.setHeader('X-One', ['1', '2']).end() },
  })

  expect((await fetch('http://news.example/')).headers).toMatchObject({ 'x-one': '1, 2' })
})

test('a name is looked up once, and what was checked is connected to', async () => {
  const answers = [[publicAddress], ['127.0.0.1']]
  const { fetch, dialed, searched } = await anInternet({
    'news.example': { addresses: () => answers.shift() ?? [], answer: (_, reply) => reply.end() },
  })

  await fetch('http://news.example/')

  expect(searched).toEqual(['news.example'])
  expect(dialed).toEqual([{ host: 'news.example', port: 80, addresses: [publicAddress] }])
})

test('a public address in place of a name is connected to without a lookup', async () => {
  const { fetch, dialed, searched } = await anInternet({
    '2606:4700::1111': { answer: ({ headers }, reply) => reply.end(headers.host) },
  })

  expect(String((await fetch('http://[2606:4700::1111]/')).body)).toBe('[2606:4700::1111]')
  expect(searched).toEqual([])
  expect(dialed).toEqual([{ host: '2606:4700::1111', port: 80, addresses: ['2606:4700::1111'] }])
})

test('a name that nobody knows is told as such', async () => {
  const { fetch } = await anInternet({})

  await expect(fetch('http://gone.example/')).rejects.toMatchObject({
    code: 'dns',
    message: 'gone.example is not known, or its name server does not answer (ENOTFOUND)',
  })
})

test.each([[[]], [[publicAddress, '10.0.0.1']]])(
  'a name with the addresses %j is not connected to',
  async (addresses) => {
    const { fetch, dialed } = await anInternet({ 'news.example': { addresses } })

    await expect(fetch('http://news.example/')).rejects.toMatchObject({
      code: addresses.length === 0 ? 'dns' : 'private-address',
    })
    expect(dialed).toEqual([])
  },
)

test('a private address is connected to where its exact host is allowed', async () => {
  const inner = { addresses: ['10.1.2.3'], answer: redirectingTo('http://other.internal/') }
  const { fetch, dialed } = await anInternet({ 'wordpress.internal': inner, 'other.example': inner })
  const allow = { host: 'wordpress.internal', ports: [8080], networks: ['10.1.0.0/16'] }
  const post = { method: 'POST', allow } as const

  expect(await fetch('http://wordpress.internal:8080/', post)).toMatchObject({ status: 302 })
  expect(dialed).toEqual([{ host: 'wordpress.internal', port: 8080, addresses: ['10.1.2.3'] }])
  await expect(fetch('http://wordpress.internal/', { allow })).rejects.toMatchObject({
    message:
      'wordpress.internal redirects to an address that is refused: it must name a host on the public internet such as www.example.com',
  })
  await expect(fetch('http://other.example/', post)).rejects.toMatchObject({ code: 'private-address' })
})

test('an allowed host is refused outside the networks that are allowed to it', async () => {
  const { fetch, dialed } = await anInternet({ 'wordpress.internal': { addresses: ['10.2.0.1'] } })
  const allow = { host: 'wordpress.internal', networks: ['10.1.0.0/16'] }

  await expect(fetch('http://wordpress.internal/', { allow })).rejects.toMatchObject({
    code: 'private-address',
  })
  expect(dialed).toEqual([])
})

test('a server that cannot be connected to is told as such', async () => {
  const { network } = await anInternet({ 'news.example': {} })
  const { fetch } = createGuardedFetch('Wirecopy/test', {
    ...network,
    connect: () => connect(1, '127.0.0.1'),
  })

  await expect(fetch('http://news.example/')).rejects.toMatchObject({
    code: 'connection',
    message: 'news.example cannot be connected to (ECONNREFUSED)',
  })
})

test('a certificate must be trusted, and good for the name', async () => {
  const said: unknown[] = []
  const answer: RequestListener = ({ headers, socket }, reply) => {
    said.push([headers.host, socket instanceof TLSSocket && 'servername' in socket && socket.servername])
    reply.end()
  }
  const { fetch } = await anInternet({ 'news.example': { answer }, 'other.example': { answer } })

  await expect(fetch('https://news.example/')).rejects.toMatchObject({
    code: 'tls',
    message: 'news.example cannot be reached securely (DEPTH_ZERO_SELF_SIGNED_CERT)',
  })
  trustSites()
  expect(await fetch('https://news.example/')).toMatchObject({ status: 200 })
  await expect(fetch('https://other.example/')).rejects.toMatchObject({ code: 'tls' })
  expect(said).toEqual([['news.example', 'news.example']])
})

test('the environment cannot switch certificates off', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { fetch } = await anInternet({ 'news.example': { answer: (_, reply) => reply.end() } })

  await expect(fetch('https://news.example/')).rejects.toMatchObject({ code: 'tls' })
})

test('what does not speak TLS is a fault of TLS', async () => {
  const { network } = await anInternet({ 'news.example': { answer: (_, reply) => reply.end() } })
  const { fetch } = createGuardedFetch('Wirecopy/test', {
    ...network,
    connect: (to) => network.connect({ ...to, port: 80 }),
  })

  await expect(fetch('https://news.example/')).rejects.toMatchObject({ code: 'tls' })
})

function redirectingTo(location: string): RequestListener {
  return (_, reply) => reply.writeHead(302, { location }).end()
}

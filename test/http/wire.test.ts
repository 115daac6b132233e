import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { outcomeOf } from './support/outcomes.ts'
import { expectProblem } from './support/problems.ts'
import { rowCounts } from './support/sql.ts'
import { request, send, startListening } from './support/wire.ts'

const host = 'Host: 127.0.0.1'
const json = 'Content-Type: application/json'

test('what is not HTTP is answered with a problem, and the connection is closed', async () => {
  const { port } = await startListening()
  for (const bytes of [
    ...['garbage\r\n\r\n', '\r\n\r\nGET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n'],
    ...['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n'],
    ...[request('GET /livez', host, 'X: a\u0000b'), request('GET /livez', host, 'a\u0000: b')],
    ...[request('GET /livez', host, 'no colon'), request('GET /li\u0000vez', host)],
    request('POST /livez', host, 'Content-Length: 1', 'Transfer-Encoding: chunked'),
    request('POST /livez', host, 'Content-Length: 1', 'Content-Length: 2'),
    request('POST /livez', host, 'Content-Length: -1'),
    `${request('POST /v1/applications', host, json, 'Transfer-Encoding: chunked')}zz\r\n`,
  ]) {
    const answer = await send(port, bytes)
    expect([bytes, outcomeOf(answer)]).toEqual([bytes, 'malformed-request'])
    expectProblem(answer, 'malformed-request')
    expect(answer.headers.connection).toBe('close')
  }
})

test('a method that nobody knows is said so, whether or not Node knows it', async () => {
  const { port } = await startListening()
  for (const method of ['FOO', 'get', 'Get', 'X-FOO', 'PROPFIND', 'TRACE', 'QUERY'])
    for (const path of ['/livez', '/nowhere']) {
      const answer = await send(port, request(`${method} ${path}`, host))
      expect([method, path, outcomeOf(answer)]).toEqual([method, path, 'method-unknown'])
      expectProblem(answer, 'method-unknown')
      expect(answer.body).toContain('GET')
    }
})

test('headers of more than 16 KiB are refused', async () => {
  const { port } = await startListening()
  const long = `X-Long: ${'x'.repeat(17 * 1024)}`
  const many = Array.from({ length: 2_000 }, (_, number) => `X-${number}: ${number}`)

  expectProblem(await send(port, request('GET /livez', host, long)), 'headers-too-large')
  expectProblem(await send(port, request('GET /livez', host, ...many)), 'headers-too-large')
  expectProblem(await send(port, request(`GET /${'x'.repeat(17 * 1024)}`, host)), 'headers-too-large')
  expect(await send(port, request('GET /livez', host, `X: ${'x'.repeat(15 * 1024)}`))).toHaveStatus(200)
})

test('a URL of more than 4 KiB is refused, one of 4 KiB is not', async () => {
  const { port } = await startListening()
  const path = (length: number) => `/${'x'.repeat(length - 1)}`

  expectProblem(await send(port, request(`GET ${path(4_096)}`, host)), 'not-found')
  expectProblem(await send(port, request(`GET ${path(4_097)}`, host)), 'url-too-long')
})

test('paths are taken as they are sent', async () => {
  const { port, ...product } = await startListening()
  const { key } = await aPartner(product)
  for (const path of [
    '/v1/articles/../partner',
    '//v1/partner',
    '/v1//partner',
    '/./v1/partner',
    '/v1/partner;x=1',
  ]) {
    const answer = await send(port, request(`GET ${path}`, host, `Authorization: Bearer ${key}`))
    expect([path, outcomeOf(answer)]).toEqual([path, 'not-found'])
  }
  const encoded = await send(port, request('GET /v1%2fpartner', host, `Authorization: Bearer ${key}`))
  expectProblem(encoded, 'not-found')
})

test('a second Host or Authorization header is refused, in any case', async () => {
  const { port, ...product } = await startListening()
  const { key } = await aPartner(product)
  const authorization = `Authorization: Bearer ${key}`

  expectProblem(await send(port, request('GET /livez', host, 'HOST: elsewhere')), 'invalid-request', 'host')
  expectProblem(
    await send(port, request('GET /v1/partner', host, authorization, 'authorization: Bearer x')),
    'invalid-request',
    'authorization',
  )
  expect(await send(port, request('GET /v1/partner', host, authorization))).toHaveStatus(200)
})

test('a request of HTTP/1.1 without Host is refused, one of HTTP/1.0 is not', async () => {
  const { port } = await startListening()

  expectProblem(await send(port, request('GET /livez')), 'invalid-request', 'host')
  expect(await send(port, 'GET /livez HTTP/1.0\r\n\r\n')).toHaveStatus(200)
})

test('a body that is announced as too large is refused before it is sent', async () => {
  const { port, ...product } = await startListening()
  const { token } = await aStaffMember(product)
  const headers = [host, `Authorization: Bearer ${token}`, json]
  const before = await rowCounts(product.storage)
  for (const [path, limit] of [
    ['/v1/staff/partners', 64 * 1024],
    ['/v1/staff/articles', 1024 * 1024 + 64 * 1024],
  ] as const) {
    const announced = `Content-Length: ${limit + 1}`
    const answer = await send(port, request(`POST ${path}`, ...headers, announced))

    expectProblem(answer, 'body-too-large')
    expect(answer.body).toContain(String(limit))
    expect(answer.headers.connection).toBe('close')
  }
  expect(await rowCounts(product.storage)).toEqual(before)
})

test('a body that grows too large is refused before its end', async () => {
  const { port, ...product } = await startListening()
  const { token } = await aStaffMember(product)
  const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
  const head = request(
    'POST /v1/staff/partners',
    ...[host, `Authorization: Bearer ${token}`, json, 'Transfer-Encoding: chunked'],
  )

  const answer = await send(port, head, chunk, chunk)

  expectProblem(answer, 'body-too-large')
  expect(answer.headers.connection).toBe('close')
})

test('a stranger is refused before the body is read', async () => {
  const { port } = await startListening()
  const headers = [host, json, 'Content-Length: 1000']

  expectProblem(await send(port, request('POST /v1/staff/partners', ...headers)), 'key-missing')
  expectProblem(await send(port, request('POST /nowhere', ...headers)), 'not-found')
  expectProblem(await send(port, request('POST /v1/articles', ...headers)), 'method-not-allowed')
})

test('a caller who hangs up in the middle of a body is no failure of ours', async () => {
  const lines: string[] = []
  const { port, ...product } = await startListening({ log: (line) => void lines.push(line) })
  const { token, get } = await aStaffMember(product)
  // A caller that is known already is let in at once, so that the body is being read when the line goes dead.
  await get('/v1/staff/reporters')
  const before = await rowCounts(product.storage)
  const head = [json, 'Content-Length: 100', `Authorization: Bearer ${token}`]
  const socket = connect({ host: '127.0.0.1', port })
  socket.write(`${request('POST /v1/staff/reporters', host, ...head)}{"name":"Ja`)
  const [incoming] = await once(product.app.server, 'request')
  socket.resetAndDestroy()
  await once(incoming, 'close').catch(() => undefined)

  expect(lines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50)).toEqual([])
  expect(await rowCounts(product.storage)).toEqual(before)
})

test('an expectation is ignored, not answered with 417', async () => {
  const { port } = await startListening()

  expect(await send(port, request('GET /livez', host, 'Expect: miracles'))).toHaveStatus(200)
})

test('headers that do not end in time are answered with 408', async () => {
  const { port } = await startListening()

  expectProblem(await send(port, 'GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n'), 'request-timeout')
})

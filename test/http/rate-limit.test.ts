import { afterEach, expect, test, vi } from 'vitest'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'
import { expectProblem } from './support/problems.ts'
import { sqlOn } from './support/sql.ts'

const key = { 'content-type': 'application/json' }

afterEach(() => vi.useRealTimers())

test('every kind of reply says what is left', async () => {
  const product = await start()
  const { app, storage } = product
  const partner = await aPartner(product)
  const staff = await aStaffMember(product)
  const { id } = await anArticle(product)
  const { headers } = await partner.get(`/v1/articles/${id}`)
  const replies = {
    200: await partner.get(`/v1/articles/${id}`),
    201: await staff.post('/v1/staff/reporters', { name: 'John Roe' }),
    302: await app.inject('/brand/logo.svg'),
    304: await partner.get(`/v1/articles/${id}`, { 'if-none-match': String(headers.etag) }),
    400: await partner.get('/v1/articles?limit=x'),
    401: await app.inject('/v1/articles'),
    403: await caller(app, (await aPartner(product, { scopes: ['usage:read'] })).key).get('/v1/articles'),
    404: await app.inject('/nowhere'),
    405: await app.inject({ method: 'PUT', url: '/livez' }),
    406: await partner.get(`/v1/articles/${id}`, { accept: 'text/csv' }),
    412: await staff.call('PATCH', `/v1/staff/articles/${id}`, {
      payload: { headline: 'x' },
      headers: { 'if-match': '"0"' },
    }),
    413: await staff.call('POST', '/v1/staff/reporters', { payload: ' '.repeat(70_000), headers: key }),
    414: await app.inject(`/${'x'.repeat(5_000)}`),
    415: await staff.call('POST', '/v1/staff/reporters', {
      payload: 'x',
      headers: { 'content-type': 'text/plain' },
    }),
    500: await sqlOn(storage, 'DROP TABLE contacts').then(() => partner.get('/v1/partner')),
  }
  for (const [status, reply] of Object.entries({ ...replies, 200.5: await app.inject('/metrics') })) {
    expect([status, reply.statusCode]).toEqual([status, Math.floor(Number(status))])
    expect(reply.headers).toMatchObject({
      'ratelimit-policy': '"default";q=1000000;w=60',
      ratelimit: expect.stringMatching(/^"default";r=9999\d\d;t=([1-9]|[1-5]\d|60)$/),
      'x-request-id': expect.stringMatching(/^req_/),
    })
  }
  const bad = await app.inject('/%')
  expectProblem(bad, 'invalid-request', 'path')
})

test('a key that used up its quota waits for the next minute, and nobody else does', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const product = await start({ config: { rateLimit: 3 } })
  const busy = await aPartner(product)
  const other = await aPartner(product)
  const left: unknown[] = []
  for (let call = 1; call <= 3; call += 1) left.push((await busy.get('/v1/partner')).headers.ratelimit)

  const refused = await busy.get('/v1/partner')

  expect(left).toEqual(['"default";r=2;t=60', '"default";r=1;t=60', '"default";r=0;t=60'])
  expectProblem(refused, 'rate-limited')
  expect(refused.headers).toMatchObject({ 'retry-after': '60', ratelimit: '"default";r=0;t=60' })
  expect(await other.get('/v1/partner')).toHaveStatus(200)
  expect(await product.app.inject('/problems')).toHaveStatus(200)
  vi.advanceTimersByTime(59_000)
  expect((await busy.get('/v1/partner')).headers['retry-after']).toBe('1')
  vi.advanceTimersByTime(1_000)
  expect((await busy.get('/v1/partner')).headers.ratelimit).toBe('"default";r=2;t=60')
})

test('two keys of one partner have a quota each', async () => {
  const product = await start({ config: { rateLimit: 1 } })
  const first = await aPartner(product)
  const staff = await aStaffMember(product)
  const created = await staff.post(`/v1/staff/partners/${first.id}/keys`, { name: 'second' })
  await first.get('/v1/partner')

  expectProblem(await first.get('/v1/partner'), 'rate-limited')
  expect(await caller(product.app, created.json().key).get('/v1/partner')).toHaveStatus(200)
})

test('failed attempts count against the address they come from', async () => {
  const product = await start({ config: { rateLimit: 2 } })
  const partner = await aPartner(product)
  const attempt = (remoteAddress: string, authorization?: string) =>
    product.app.inject({ url: '/v1/partner', remoteAddress, headers: authorization ? { authorization } : {} })

  expectProblem(await attempt('203.0.113.7'), 'key-missing')
  expectProblem(await attempt('203.0.113.7', 'Bearer wc_live_guess'), 'key-invalid')
  expectProblem(await attempt('203.0.113.7', 'Bearer wc_live_guess'), 'rate-limited')
  expectProblem(await attempt('203.0.113.8'), 'key-missing')
  expect(await attempt('203.0.113.7', `Bearer ${partner.key}`)).toHaveStatus(200)
})

test('the addresses of one IPv6 network share a quota', async () => {
  const { app } = await start({ config: { rateLimit: 2 } })
  const ask = (remoteAddress: string) => app.inject({ url: '/problems', remoteAddress })

  expect(await ask('2001:db8:1:2::1')).toHaveStatus(200)
  expect(await ask('2001:db8:1:2:ffff::2')).toHaveStatus(200)
  expectProblem(await ask('2001:0db8:0001:0002:3::3'), 'rate-limited')
  expect(await ask('2001:db8:1:3::1')).toHaveStatus(200)
  expect((await ask('::ffff:198.51.100.1')).headers.ratelimit).toContain('r=1')
  expect((await ask('198.51.100.1')).headers.ratelimit).toContain('r=0')
})

test('a token that used up its quota costs its address nothing', async () => {
  const product = await start({ config: { rateLimit: 1 } })
  const staff = await aStaffMember(product)
  await staff.get('/v1/staff/partners')
  const refused = await staff.get('/v1/staff/partners')

  expectProblem(refused, 'rate-limited')
  expect(await product.app.inject('/problems')).toHaveStatus(200)
})

test('an address is taken from X-Forwarded-For only when a trusted proxy sent it', async () => {
  const product = await start({ config: { rateLimit: 1, trustedProxies: ['10.0.0.0/8', '2001:db8::/32'] } })
  const ask = (remoteAddress: string, forwarded: string) =>
    product.app.inject({ url: '/problems', remoteAddress, headers: { 'x-forwarded-for': forwarded } })

  expect(await ask('10.0.0.1', '198.51.100.1')).toHaveStatus(200)
  expect(await ask('2001:db8::1', '198.51.100.2')).toHaveStatus(200)
  expectProblem(await ask('10.0.0.2', '198.51.100.1'), 'rate-limited')
  // What the caller wrote itself stands before what the proxy added.
  expectProblem(await ask('10.0.0.2', '203.0.113.9, 198.51.100.1'), 'rate-limited')
  expectProblem(await ask('10.0.0.2', '203.0.113.9, 198.51.100.1, 10.9.9.9'), 'rate-limited')
  expect(await ask('203.0.113.1', '198.51.100.3')).toHaveStatus(200)
  expectProblem(await ask('203.0.113.1', '198.51.100.4'), 'rate-limited')
})

test('what a trusted proxy passes on in place of an address harms nobody', async () => {
  const product = await start({ config: { trustedProxies: ['10.0.0.0/8'] } })
  const bound = await aPartner(product, { allowedCidrs: ['198.51.100.0/24'] })
  for (const forwarded of [
    'unknown',
    'fo:o',
    '198.51.100.1:5678',
    '[2001:db8::1]:80',
    '',
    ',',
    '::1%\u0007',
    '0x7f.1',
  ]) {
    const call = { remoteAddress: '10.0.0.1', headers: { 'x-forwarded-for': forwarded } }
    expect(await product.app.inject({ url: '/problems', ...call })).toHaveStatus(200)
    const answer = await bound.call('GET', '/v1/partner', call)
    expectProblem(answer, 'address-not-allowed')
  }
})

test('a key that is bound to networks is good there only, whatever the caller says', async () => {
  const allowedCidrs = ['198.51.100.0/24', '2001:db8:7::/48']
  const product = await start({ config: { trustedProxies: ['10.0.0.0/8'] } })
  const bound = await aPartner(product, { allowedCidrs })
  const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
    bound.call('GET', '/v1/partner', { remoteAddress, headers })

  for (const address of ['198.51.100.1', '::ffff:198.51.100.255', '2001:db8:7:1::1'])
    expect(await from(address)).toHaveStatus(200)
  expect(await from('10.0.0.1', { 'x-forwarded-for': '198.51.100.1' })).toHaveStatus(200)
  for (const address of ['198.51.101.1', '2001:db8:8::1', '::1', '127.0.0.1'])
    expect(await from(address)).toHaveProblem('address-not-allowed')
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'client-ip'])
    expect(await from('203.0.113.1', { [name]: '198.51.100.1' })).toHaveProblem('address-not-allowed')
})

test('the probes of a supervisor are answered whatever the quota', async () => {
  const product = await start({ config: { rateLimit: 1 } })
  for (let attempt = 0; attempt < 3; attempt += 1) await product.app.inject('/problems')

  expect(await product.app.inject('/problems')).toHaveProblem('rate-limited')
  expect(await product.app.inject('/livez')).toHaveStatus(200)
  expect(await product.app.inject('/readyz')).toHaveStatus(200)
})

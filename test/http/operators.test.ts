import { expect, test } from 'vitest'
import { start } from '../support/product.ts'

test('metrics are for staff and for this machine only', async () => {
  const { app } = await start()
  const fromAfar = { url: '/metrics', remoteAddress: '203.0.113.7' }

  expect(await app.inject('/metrics')).toHaveStatus(200)
  expect(await app.inject(fromAfar)).toHaveProblem('key-missing')
  expect((await app.inject('/health')).json()).toHaveProperty('components')
  // On a busy machine the last look for changes may be a second old for a moment.
  await expect
    .poll(async () => (await app.inject({ ...fromAfar, url: '/health' })).json(), { timeout: 10_000 })
    .toEqual({ status: 'pass' })
})

test.each(['localhost', 'LOCALHOST:8080', '127.0.0.1:8080', '127.1.2.3', '[::1]', '[::1]:8080'])(
  'who calls %s from this machine is an operator',
  async (host) => {
    const { app } = await start()
    for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(await app.inject({ url: '/metrics', remoteAddress, headers: { host } })).toHaveStatus(200)
  },
)

test.each<Record<string, string>>([
  { 'x-forwarded-for': '203.0.113.7' },
  { 'x-forwarded-proto': 'https' },
  { forwarded: 'for=203.0.113.7' },
  { via: '1.1 proxy' },
  { 'x-real-ip': '203.0.113.7' },
  { host: 'wire.example.org' },
  { host: 'localhost.example.org' },
  { host: '127.0.0.1.example.org' },
  { host: '127.evil.example' },
  { host: '0.0.0.0:8080' },
])('who comes through a proxy on this machine is none: %o', async (headers) => {
  const { app } = await start()

  expect(await app.inject({ url: '/metrics', headers })).toHaveProblem('key-missing')
  expect((await app.inject({ url: '/health', headers })).json()).toEqual({ status: 'pass' })
})

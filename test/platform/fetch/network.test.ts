import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { systemNetwork } from '../../../src/platform/fetch/network.ts'
import { portOf } from './support/internet.ts'

const { resolve, connect } = systemNetwork

test('the system connects to what was checked, whatever the name leads to', async () => {
  const socket = connect({
    host: 'nowhere.invalid',
    port: await portOf(createServer()),
    addresses: ['127.0.0.1'],
  })

  await once(socket, 'connect')
  expect(socket.remoteAddress).toBe('127.0.0.1')
  socket.destroy()
})

test('where one address does not answer, the next is tried', async () => {
  const addresses = ['127.0.0.99', '::1', '127.0.0.1']
  const socket = connect({ host: 'nowhere.invalid', port: await portOf(createServer()), addresses })

  await once(socket, 'connect')
  expect(socket.remoteAddress).toBe('127.0.0.1')
  socket.destroy()
})

test('names of the hosts file are found', async () => {
  expect(await resolve('localhost', AbortSignal.timeout(10_000))).toContain('127.0.0.1')
})

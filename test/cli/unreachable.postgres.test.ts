import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { aCommandLine, aCommandLineAlone } from './support/wirecopy.ts'

async function aServerThatHangsUp(): Promise<string> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  const address = server.address()
  return `postgres://nobody@127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/nowhere`
}

test('a database that nobody serves is said in one line, with what to check', async () => {
  expect(await aCommandLineAlone().wirecopy('partner', 'list')).toEqual({
    code: 1,
    out: '',
    err: 'ECONNREFUSED: nothing listens at the address of the database; start PostgreSQL, or check DATABASE_URL\n',
  })
})

test('a server that hangs up is said so', async () => {
  const url = await aServerThatHangsUp()

  const { code, err } = await aCommandLineAlone().within(['partner', 'list'], { env: { DATABASE_URL: url } })

  expect(err).toBe('ECONNRESET: the database ended the connection; its own log says why\n')
  expect(code).toBe(1)
})

test('a database that the server does not have is said so', async () => {
  const { within, storage } = await aCommandLine()
  const url = new URL(storage.url)
  url.pathname = '/no_such_database'

  const { code, err } = await within(['migrate'], { env: { DATABASE_URL: url.href } })

  expect(err).toMatch(/^3D000: PostgreSQL has no database of that name; make it with createdb, /)
  expect(code).toBe(1)
})

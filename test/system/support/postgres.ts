import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { startServer } from '../../support/postgres-server.ts'
import { rowsOf } from './rows.ts'

const patienceMs = 60_000

/** A PostgreSQL server for the tests of one file; answers with a new database on it. */
export function aPostgresServer(): () => Promise<string> {
  let server: Awaited<ReturnType<typeof startServer>> | undefined
  beforeAll(async () => {
    server = await startServer()
  }, patienceMs)
  afterAll(() => server?.stop(), patienceMs)

  return async () => {
    if (!server) throw new Error('The server has not started')
    const name = `system_${randomBytes(8).toString('hex')}`
    await rowsOf(server.url, `CREATE DATABASE ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    return url.href
  }
}

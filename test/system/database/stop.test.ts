import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { callerAt } from '../support/caller.ts'
import { anInstallation, type Installation } from '../support/installation.ts'
import type { Server } from '../support/server.ts'
import { reportersOf } from '../support/staff.ts'

const patience = { timeout: 10_000, interval: 20 }
const testTimeoutMs = 120_000
// A connection that is kept alive may last for 65 s; stopping may not.
const stopWithinMs = 30_000

const cleanly = { code: 0, signal: null }

/** A server with a request under way that cannot end before `letGo` is called. */
async function aBusyServer(installation: Installation, server: Server) {
  const token = await installation.aStaffToken()
  const staff = callerAt(server.origin, token)
  const reporters = await reportersOf(staff)
  const otherWriter = new Sqlite(installation.database.replace('file:', ''))
  onTestFinished(() => {
    otherWriter.close()
  })
  otherWriter.exec('BEGIN IMMEDIATE')
  const underWay = staff.post('/v1/staff/articles', {
    headline: 'In time',
    bodyHtml: '<p>Text.</p>',
    reporters,
  })
  await staff.get('/v1/staff/newswire')
  return { staff, underWay, letGo: () => otherWriter.exec('ROLLBACK') }
}

async function exitOf({ exited }: Server) {
  const late = new AbortController()
  const tooLate = sleep(stopWithinMs, 'still running', { signal: late.signal })
  tooLate.catch(() => undefined)
  return Promise.race([exited, tooLate]).finally(() => late.abort())
}

function said(server: Server, phrase: string): boolean {
  return server.lines.some((line) => line.includes(`"msg":"${phrase}"`))
}

test(
  'SIGTERM reaches the server through npm start: not ready at once, then everything under way ends',
  async () => {
    const installation = await anInstallation({ DRAIN_MS: '1500' })
    const server = await installation.npmStart()
    const { key } = await installation.demo()
    const { underWay, letGo } = await aBusyServer(installation, server)
    const longPoll = callerAt(server.origin, key).get('/v1/changes?after=now&wait=30')
    const stream = callerAt(server.origin, key).get('/v1/changes/stream?after=now')
    await callerAt(server.origin, key).get('/v1/partner')

    server.signal('SIGTERM')

    const anybody = callerAt(server.origin, key)
    await vi.waitFor(async () => expect((await anybody.get('/readyz')).statusCode).toBe(503), patience)
    expect((await anybody.get('/v1/partner')).statusCode).toBe(200)
    expect(await longPoll).toMatchObject({ statusCode: 200 })
    expect((await longPoll).json()).toMatchObject({ items: [] })
    expect((await stream).body).toMatch(/: ended: the server stops\n\n$/)
    letGo()
    expect(await underWay).toMatchObject({ statusCode: 201 })
    expect(await exitOf(server)).toEqual(cleanly)
    await expect(anybody.get('/livez')).rejects.toThrow()
  },
  testTimeoutMs,
)

test(
  'SIGINT does not wait for load balancers',
  async () => {
    const installation = await anInstallation({ DRAIN_MS: '600000' })
    const server = await installation.serve()

    server.signal('SIGINT')

    expect(await exitOf(server)).toEqual(cleanly)
  },
  testTimeoutMs,
)

test(
  'Ctrl-C in a terminal, which npm and the server both hear of, cuts nothing off',
  async () => {
    const installation = await anInstallation()
    const server = await installation.npmStart()
    const { underWay, letGo } = await aBusyServer(installation, server)

    server.signalAll('SIGINT')
    await vi.waitUntil(() => said(server, 'stopping'), patience)
    letGo()

    expect(await underWay).toMatchObject({ statusCode: 201 })
    expect(await exitOf(server)).toEqual(cleanly)
  },
  testTimeoutMs,
)

test(
  'whoever sends half a request and waits does not keep the server from stopping',
  async () => {
    const installation = await anInstallation()
    const server = await installation.serve()
    const client = connect(Number(new URL(server.origin).port), '127.0.0.1')
    onTestFinished(() => {
      client.destroy()
    })
    await once(client, 'connect')
    client.write('POST /v1/applications HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n')

    server.signal('SIGTERM')

    expect(await exitOf(server)).toEqual(cleanly)
  },
  testTimeoutMs,
)

test(
  'somebody who sends the signal again will not wait, and need not',
  async () => {
    const installation = await anInstallation({ DRAIN_MS: '600000' })
    const server = await installation.serve()

    server.signal('SIGTERM')
    await vi.waitUntil(() => said(server, 'stopping'), patience)
    const impatience = setInterval(() => server.signal('SIGINT'), 500)

    expect(await exitOf(server)).toEqual({ code: 1, signal: null })
    clearInterval(impatience)
  },
  testTimeoutMs,
)

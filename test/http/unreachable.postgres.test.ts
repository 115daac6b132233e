import { expect, test, vi } from 'vitest'
import { anOutsider } from '../database/support/outside.ts'
import { aCuttingProxy } from '../database/support/proxy.ts'
import { aDatabase } from '../support/databases.ts'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { expectProblem } from './support/problems.ts'

const connections = 10
const patience = { timeout: 10_000, interval: 50 }
const jane = { name: 'Jane Doe' }

type Answer = Parameters<typeof expectProblem>[0]

function expectUnavailable(answer: Answer) {
  expectProblem(answer, 'unavailable')
  expect(answer.headers['retry-after']).toMatch(/^\d+$/)
  expect(answer.body).not.toMatch(/ECONN|127\.0\.0\.1:\d+[^/\d]|57P01|timeout|terminat|select|begin/i)
}

async function aWorld() {
  const storage = await aDatabase()
  const proxy = await aCuttingProxy(storage.url)
  const lines: string[] = []
  const on = { ...storage, url: proxy.url }
  const product = await start({ on, log: (line) => void lines.push(line) })
  const partner = await aPartner(product)
  const staff = await aStaffMember(product)
  const { id } = await anArticle(product)
  const read = () => partner.get(`/v1/articles/${id}`)
  const write = () => staff.post('/v1/staff/reporters', jane)
  return { storage, proxy, lines, partner, staff, read, write, product }
}

test('while nobody serves the database reads and writes are unavailable, and come back by themselves', async () => {
  const { proxy, read, write, product } = await aWorld()
  expect(await read()).toHaveStatus(200)
  expect(await write()).toHaveStatus(201)

  await proxy.down()
  await vi.waitFor(async () => expectUnavailable(await read()), patience)
  expectUnavailable(await write())
  expect((await write()).body).toContain('Idempotency-Key')
  expect((await read()).body).not.toContain('Idempotency-Key')
  expect(await product.app.inject('/livez')).toHaveStatus(200)

  await proxy.up()
  await vi.waitFor(async () => expect(await read()).toHaveStatus(200), patience)
  expect(await write()).toHaveStatus(201)
})

test('a statement whose connection the server ends is unavailable', async () => {
  const { storage, read } = await aWorld()
  const outsider = await anOutsider(storage.url)
  await outsider.run('BEGIN; LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE')
  const waiting = read()

  await vi.waitUntil(async () => {
    const ended = await outsider.all(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    return ended.length > 0
  }, patience)

  expectUnavailable(await waiting)
  await outsider.run('ROLLBACK')
  expect(await read()).toHaveStatus(200)
})

test('a commit whose answer is lost is unavailable, and repeated under its key has one effect', async () => {
  const { proxy, staff, product } = await aWorld()
  const once = { 'idempotency-key': 'once' }
  // When the token was last used is written by itself; what is cut is the commit after that.
  await staff.get('/v1/staff/reporters')
  await product.database.append(async () => undefined)
  proxy.cutAt('COMMIT', 'after')

  expectUnavailable(await staff.post('/v1/staff/reporters', jane, once))
  const again = await staff.post('/v1/staff/reporters', jane, once)

  expect(again).toHaveStatus(201)
  expect(again.headers['idempotency-replayed']).toBe('true')
})

test('whoever waited too long for a connection is told that it is unavailable', async () => {
  const { storage, read } = await aWorld()
  const outsider = await anOutsider(storage.url)
  await outsider.run('BEGIN; LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE')
  const waiting = Array.from({ length: connections }, read)

  expectUnavailable(await read())

  await outsider.run('ROLLBACK')
  for (const { statusCode } of await Promise.all(waiting)) expect([200, 503]).toContain(statusCode)
})

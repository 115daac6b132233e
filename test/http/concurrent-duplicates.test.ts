import { afterEach, expect, test, vi } from 'vitest'
import { aStaffMember } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'
import { expectProblem } from './support/problems.ts'
import { rowCounts } from './support/sql.ts'

const once = { 'idempotency-key': '0e5c7c0a-5a53-4b54-9d0c-3f6b1c0c9a11' }
const jane = { name: 'Jane Doe' }
const path = '/v1/staff/reporters'
const patienceMs = 10_000

afterEach(() => vi.useRealTimers())

/** Keeps the next write from beginning until it is released, or fails it. */
function holdNextWrite({ database }: Product) {
  const { promise: held, resolve: release, reject: fail } = Promise.withResolvers<void>()
  const write = database.write.bind(database)
  const begun = vi.spyOn(database, 'write').mockImplementationOnce(async (work) => {
    await held
    return write(work)
  })
  return { release: () => release(), fail, begun: () => vi.waitUntil(() => begun.mock.calls.length === 1) }
}

async function aHeldRequest() {
  const product = await start()
  const staff = await aStaffMember(product)
  // Known from now on, so that nothing but the write is waited for.
  await staff.get(path)
  const held = holdNextWrite(product)
  const first = staff.post(path, jane, once)
  await held.begun()
  return { product, staff, first, ...held }
}

test('a duplicate waits for the first in flight and gets its answer, having done nothing itself', async () => {
  const { product, staff, first, release } = await aHeldRequest()
  const before = await rowCounts(product.storage)
  const duplicates = Promise.all([staff.post(path, jane, once), staff.post(path, jane, once)])

  expect(await Promise.race([duplicates, eventually('waiting')])).toBe('waiting')
  release()

  const { headers, body } = await first
  expect(headers['idempotency-replayed']).toBeUndefined()
  for (const duplicate of await duplicates) {
    expect(duplicate).toHaveStatus(201)
    expect([duplicate.headers['idempotency-replayed'], duplicate.body]).toEqual(['true', body])
  }
  expect((await rowCounts(product.storage)).reporters).toBe(Number(before.reporters) + 1)
})

test('a duplicate that waited ten seconds is told so, and may ask again', async () => {
  const { staff, first, release } = await aHeldRequest()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const duplicate = staff.post(path, jane, once)
  await vi.waitUntil(() => vi.getTimerCount() > 0, { timeout: 5_000 })

  await vi.advanceTimersByTimeAsync(patienceMs)

  const refused = await duplicate
  expectProblem(refused, 'idempotency-key-in-use')
  expect(refused.headers['retry-after']).toMatch(/^\d+$/)
  vi.useRealTimers()
  release()
  await first
  expect((await staff.post(path, jane, once)).headers['idempotency-replayed']).toBe('true')
})

test('another request under the key is refused while the first is in flight', async () => {
  const { staff, first, release } = await aHeldRequest()

  expectProblem(await staff.post(path, { name: 'John Roe' }, once), 'idempotency-key-reused')

  release()
  expect(await first).toHaveStatus(201)
})

test('where the first fails one duplicate does the work, and the others get its answer', async () => {
  const { staff, first, fail } = await aHeldRequest()
  const duplicates = Promise.all([1, 2, 3].map(() => staff.post(path, jane, once)))

  fail(new Error('on purpose'))

  expect(await first).toHaveProblem('internal-error')
  const answers = await duplicates
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201])
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers['idempotency-replayed'])).toHaveLength(2)
})

test('the same key of somebody else is another one, and waits for nobody', async () => {
  const { product, first, release } = await aHeldRequest()
  const other = await aStaffMember(product)

  expect(await other.post(path, jane, once)).toHaveStatus(201)

  release()
  expect(await first).toHaveStatus(201)
})

test('a request without a key waits for nobody', async () => {
  const { staff, first, release } = await aHeldRequest()

  expect(await staff.post(path, jane)).toHaveStatus(201)

  release()
  expect(await first).toHaveStatus(201)
})

function eventually(word: string) {
  return new Promise((resolve) => setTimeout(() => resolve(word), 200))
}

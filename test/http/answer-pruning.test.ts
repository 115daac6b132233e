import { expect, test } from 'vitest'
import { aStaffMember } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'
import { rowCounts, sqlOn } from './support/sql.ts'

const hourMs = 60 * 60 * 1_000
const jane = { name: 'Jane Doe' }

const kept = async ({ storage }: Product) => (await rowCounts(storage)).idempotent_responses

/** What the worker does when an hour has passed. */
async function anHourLater({ clock, worker }: Product) {
  clock.advance(hourMs)
  await worker.look()
  await worker.idle()
}

test('answers that are replayed no more are deleted within an hour, and no others', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  await product.worker.look()
  for (const key of ['one', 'two', 'three'])
    await staff.post('/v1/staff/reporters', jane, { 'idempotency-key': key })
  await anHourLater(product)
  expect(await kept(product)).toBe(3)

  product.clock.advance(23 * hourMs)
  await staff.post('/v1/staff/reporters', jane, { 'idempotency-key': 'four' })
  await anHourLater(product)

  expect(await kept(product)).toBe(1)
})

test('more than one commit takes are deleted all the same', async () => {
  const product = await start()
  await product.worker.look()
  await sqlOn(
    product.storage,
    `INSERT INTO idempotent_responses (scope, request_hash, status, body, at)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1200)
     SELECT 'scope-' || n, 'hash', 201, '{}', 0 FROM numbers`,
  )

  await anHourLater(product)

  expect(await kept(product)).toBe(0)
})

import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { reporters } from '../../src/articles/tables.ts'
import { anArticle, aPartner, aReporter } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { anOutsider } from './support/outside.ts'

const patience = { timeout: 10_000, interval: 20 }

test('a write that the server rolls back for a deadlock is done once more', async () => {
  const product = await start()
  const [one, other] = [await aReporter(product), await aReporter(product)]
  const outsider = await anOutsider(product.storage.url)
  const touch = (id: string) => `UPDATE reporters SET name = name WHERE id = '${id}'`
  // Whoever looks first is rolled back, and that is to be the product.
  await outsider.run(`SET deadlock_timeout = '10s'; BEGIN; ${touch(other.id)}`)
  let tries = 0
  let released: Promise<void> | undefined

  await product.database.write(async (tx) => {
    tries += 1
    // Gone is what was in the way, however long the other one took to notice that it may go on.
    await released
    await tx.update(reporters).set({ name: 'Ann Poe' }).where(eq(reporters.id, one.id))
    // From here on each holds what the other one waits for.
    released ??= outsider.run(`SELECT pg_sleep(0.2); ${touch(one.id)}; COMMIT`)
    await tx.update(reporters).set({ name: 'Ann Roe' }).where(eq(reporters.id, other.id))
  })

  await released
  const names = (await product.database.read.select().from(reporters).limit(10)).map(({ name }) => name)
  expect(tries).toBe(2)
  expect(names).toEqual(expect.arrayContaining(['Ann Poe', 'Ann Roe']))
})

test('a statement that takes too long is unavailable, and says when to come back', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  const [holder, operator] = [await anOutsider(product.storage.url), await anOutsider(product.storage.url)]
  await holder.run('BEGIN; LOCK TABLE articles IN ACCESS EXCLUSIVE MODE')

  const waiting = partner.get(`/v1/articles/${id}`)
  // The server ends it in the same way at the end of its time.
  await vi.waitUntil(async () => {
    const ended = await operator.all(
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
    return ended.length > 0
  }, patience)

  const answer = await waiting
  await holder.run('ROLLBACK')
  expect(answer).toHaveProblem('unavailable')
  expect(answer.headers['retry-after']).toMatch(/^\d+$/)
})

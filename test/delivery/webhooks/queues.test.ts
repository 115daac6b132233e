import { expect, test } from 'vitest'
import { claimQueues, wake } from '../../../src/delivery/webhooks/queues.ts'
import { nextAttempt, retryAfterMs } from '../../../src/delivery/webhooks/schedule.ts'
import { anArticle } from '../../support/factories.ts'
import { aSubscriber } from '../support/receiver.ts'

const hourMs = 60 * 60 * 1_000

test('what a process is not quite done with is not taken again, so that no lease is left to nobody', async () => {
  const { product, id } = await aSubscriber()
  const { database, clock } = product
  await database.write((tx) => wake(tx, [id], 'urgent'))
  const wish = { lane: 'urgent', now: clock.now(), limit: 10, leaseId: 'lease' } as const
  const claimed = (except: string[]) =>
    database.append((queries) => claimQueues(queries, { ...wish, except }))

  expect(await claimed([id])).toEqual([])
  expect(await claimed([])).toMatchObject([{ id }])
})

test('a lane that was closed while its sender died is taken again as soon as the endpoint is on', async () => {
  const { product, partner, id, path, receiver, pass } = await aSubscriber()
  const { database, clock } = product
  await database.write((tx) => wake(tx, [id], 'default'))
  const wish = { lane: 'default', now: clock.now(), limit: 10, leaseId: 'of the dead', except: [] } as const
  expect(await database.append((queries) => claimQueues(queries, wish))).toHaveLength(1)

  for (const enabled of [false, true]) {
    const { headers } = await partner.get(path)
    await partner.call('PATCH', path, { payload: { enabled }, headers: { 'if-match': String(headers.etag) } })
  }
  await anArticle(product)
  await pass()

  expect(receiver.types()).toEqual(['article.published'])
})

test.each([0, 1])('what is urgent is tried within five minutes each time, for an hour (%d)', (random) => {
  const answerMs = 15_000
  const tries = [0]
  for (let failures = 1; (tries.at(-1) ?? 0) < hourMs; failures += 1) {
    const now = (tries.at(-1) ?? 0) + answerMs
    tries.push(nextAttempt({ lane: 'urgent', failures, now, retryAfterMs: 0, random }) ?? Infinity)
  }

  const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? 0))
  expect(Math.max(...waits)).toBeLessThanOrEqual(5 * 60 * 1_000)
})

test.each([
  ['90', 90_000],
  ['Fri, 01 May 2026 00:01:00 GMT', 60_000],
  ['Thu, 30 Apr 2026 23:00:00 GMT', 0],
  ['soon', 0],
])('a receiver that asks to be left alone for %j is', (header, waitMs) => {
  expect(retryAfterMs(header, Date.parse('2026-05-01T00:00:00Z'))).toBe(waitMs)
})

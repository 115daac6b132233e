import { expect, test } from 'vitest'
import { claimQueues, wake } from '../../../src/delivery/webhooks/queues.ts'
import { aSubscriber } from '../support/receiver.ts'

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

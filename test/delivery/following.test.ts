import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Follower, followingRunner } from '../../src/delivery/following.ts'
import { notices } from '../../src/delivery/notices.ts'
import { webhooks } from '../../src/delivery/webhooks/follower.ts'
import { webhookDeliveries } from '../../src/delivery/webhooks/tables.ts'
import { createLog } from '../../src/platform/log.ts'
import { mails } from '../../src/platform/mail/tables.ts'
import { anArticle, killed } from '../support/factories.ts'
import type { Product } from '../support/product.ts'
import { aSubscriber } from './support/receiver.ts'

const backlog = 40

function runOf({ database, clock }: Product) {
  return { database, log: createLog('silent'), now: clock.now(), signal: new AbortController().signal }
}

async function countOf({ database }: Product, type: 'article.published' | 'article.killed') {
  const ofType = eq(webhookDeliveries.type, type)
  return (await database.read.select().from(webhookDeliveries).where(ofType).limit(1_000)).length
}

test('a kill that comes while much is brought to endpoints is mailed and brought at once', async () => {
  const { product, partner } = await aSubscriber()
  const story = await anArticle(product)
  await partner.get(`/v1/articles/${story.id}`)
  for (let number = 0; number < backlog; number += 1) await anArticle(product)

  const run = followingRunner([webhooks, [notices]]).run(runOf(product), {})
  await expect.poll(() => countOf(product, 'article.published'), { interval: 1 }).toBeGreaterThan(0)
  await killed(product, story.id)
  const mailed = async () =>
    (await product.database.read.select().from(mails).limit(10)).map(({ kind }) => kind)
  await expect.poll(mailed, { interval: 1 }).toContain('article.killed')
  const [kills, others] = [
    await countOf(product, 'article.killed'),
    await countOf(product, 'article.published'),
  ]
  await run

  expect(kills).toBe(1)
  expect(others).toBeLessThan(backlog)
  expect(await countOf(product, 'article.published')).toBe(backlog + 1)
})

test('a follower that fails keeps no other one, and its failure is told', async () => {
  const { product } = await aSubscriber()
  const failing: Follower = {
    ...{ name: 'reminders', only: undefined },
    follow: async () => {
      throw new Error('It fails')
    },
  }
  for (let number = 0; number < 3; number += 1) await anArticle(product)

  await expect(followingRunner([[failing], webhooks]).run(runOf(product), {})).rejects.toThrow('It fails')
  expect(await countOf(product, 'article.published')).toBe(3)
})

import { expect, test } from 'vitest'
import { requireArticle } from '../../../src/articles/articles.ts'
import { publish } from '../../../src/articles/publishing.ts'
import { followingRunner } from '../../../src/delivery/following.ts'
import { webhooks } from '../../../src/delivery/webhooks/follower.ts'
import { dialect } from '../../../src/platform/database/dialect.ts'
import { readMigrations } from '../../../src/platform/database/migrations.ts'
import { createLog } from '../../../src/platform/log.ts'
import { anOutsider } from '../../database/support/outside.ts'
import { anArticle, aStaffMember, killed, withdrawn } from '../../support/factories.ts'
import { actor } from '../../support/product.ts'
import { aSubscriber } from '../support/receiver.ts'

type Subscriber = Awaited<ReturnType<typeof aSubscriber>>

/** What stands in the log of a subscriber that nothing was brought from yet, the oldest first. */
async function aBacklog(options: Parameters<typeof aSubscriber>[0] = {}) {
  const subscriber = await aSubscriber(options)
  const { product } = subscriber
  const editor = await aStaffMember(product, 'editor')
  const story = await anArticle(product)
  for (let number = 0; number < 20; number += 1) await anArticle(product)
  return { ...subscriber, editor, story }
}

/** Lets the webhooks do one thing, and answers with what was brought to the endpoint so far, the oldest first. */
async function broughtFirst({ product: { database, clock }, deliveries }: Subscriber) {
  const run = { database, log: createLog('silent'), now: clock.now(), signal: AbortSignal.abort() }
  await followingRunner([webhooks])
    .run(run, {})
    .catch(() => undefined)
  const all: { type: string; article: string; urgent: boolean }[] = await deliveries('?limit=100')
  return all.map(({ type, article, urgent }) => [type, article, urgent]).toReversed()
}

const typesOf = ({ receiver }: Subscriber, id: string) =>
  receiver.received.filter(({ change }) => change.article?.id === id).map(({ change }) => change.type)

test('a kill is brought before whatever was told before it, and nothing else of its story', async () => {
  const subscriber = await aBacklog()
  const { product, story, pass } = subscriber
  await killed(product, story.id)

  expect(await broughtFirst(subscriber)).toEqual([['article.killed', story.id, true]])
  await pass()
  expect(typesOf(subscriber, story.id)).toEqual(['article.killed'])
  expect(subscriber.receiver.received).toHaveLength(21)
})

test('a correction is brought before other stories, with what it corrects before it, and each once', async () => {
  const subscriber = await aBacklog()
  const { editor, story, pass } = subscriber
  await editor.post(`/v1/staff/articles/${story.id}/updates`, { section: 'Politics' })
  await editor.post(`/v1/staff/articles/${story.id}/corrections`, { note: 'On Tuesday.' })
  await editor.post(`/v1/staff/articles/${story.id}/updates`, { section: 'World' })

  const [published, updated, corrected] = ['published', 'updated', 'corrected'].map(
    (what) => `article.${what}`,
  )
  expect((await broughtFirst(subscriber)).map(([type, id]) => [type, id]).toSorted()).toEqual(
    [published, updated, corrected].map((type) => [type, story.id]).toSorted(),
  )
  await pass()
  expect(typesOf(subscriber, story.id)).toEqual([published, updated, corrected, updated])
  expect(subscriber.receiver.received).toHaveLength(24)
})

test('of a story that was withdrawn and came back, its end and what followed are told, in order', async () => {
  const subscriber = await aBacklog()
  const { product, editor, story, pass } = subscriber
  await withdrawn(product, story.id)
  await product.database.write(async (tx) => publish(tx, actor, await requireArticle(tx, story.id), {}))
  await editor.post(`/v1/staff/articles/${story.id}/corrections`, { note: 'On Tuesday.' })

  expect(await broughtFirst(subscriber)).toEqual([['article.withdrawn', story.id, true]])
  await pass()
  expect(typesOf(subscriber, story.id)).toEqual([
    'article.withdrawn',
    'article.published',
    'article.corrected',
  ])
})

test('where an earlier release was in the middle of a kill, that is gone on with, and what follows it is whole', async () => {
  const subscriber = await aSubscriber()
  const { product, pass, deliveries } = subscriber
  const { storage } = product
  const story = await anArticle(product)
  await pass()
  const outsider = await anOutsider(storage.url)
  await outsider.run(`DELETE FROM followers WHERE name = 'urgent webhooks';
    UPDATE followers SET within = 'whe_zzz' WHERE name = 'webhooks'`)
  const { all } = readMigrations(dialect)
  const takeover = all.find(({ tag }) => tag.endsWith('urgent-webhooks'))?.statements ?? []
  for (const statement of takeover) await outsider.run(statement)
  await killed(product, story.id)
  await anArticle(product)
  await pass()

  expect(await deliveries()).toHaveLength(3)
})

import type { RequestListener, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { requireArticle } from '../../../src/articles/articles.ts'
import { publish } from '../../../src/articles/publishing.ts'
import { anArticle, aStaffMember, killed, withdrawn } from '../../support/factories.ts'
import { actor } from '../../support/product.ts'
import { aSubscriber } from '../support/receiver.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

test('no change of a story is sent before the one before it has arrived; other stories go on', async () => {
  const { product, receiver, pass } = await aSubscriber({ answers: [500, 500, 204] })
  const editor = await aStaffMember(product, 'editor')
  const first = await anArticle(product)
  await pass()
  await editor.post(`/v1/staff/articles/${first.id}/updates`, { section: 'Politics' })
  await editor.post(`/v1/staff/articles/${first.id}/updates`, { section: 'World' })
  const other = await anArticle(product)
  await pass(10_000)
  const told = () => receiver.received.map(({ change }) => [change.type, change.article?.id])
  expect(told().slice(1).toSorted()).toEqual(
    [
      ['article.published', first.id],
      ['article.published', other.id],
    ].toSorted(),
  )
  await pass(hourMs)

  expect(told().filter(([, id]) => id === first.id)).toEqual([
    ...Array.from({ length: 3 }, () => ['article.published', first.id]),
    ['article.updated', first.id],
    ['article.updated', first.id],
  ])
})

test('an endpoint that was down while a story was published and killed hears of the kill alone', async () => {
  const { product, receiver, pass, deliveries } = await aSubscriber({ answers: [500, 204] })
  const article = await anArticle(product)
  await pass()
  await killed(product, article.id)
  await pass(24 * hourMs)

  expect(receiver.types()).toEqual(['article.published', 'article.killed'])
  expect(await deliveries('?status=canceled')).toMatchObject([{ type: 'article.published', attempts: [{}] }])
})

test('a withdrawal cancels what was not delivered before, and what comes after it is sent', async () => {
  const { product, receiver, pass } = await aSubscriber({ answers: [500, 500, 204] })
  const { id } = await anArticle(product)
  await pass()
  await withdrawn(product, id)
  await pass()
  await product.database.write(async (tx) => publish(tx, actor, await requireArticle(tx, id), {}))
  await pass(hourMs)

  expect(receiver.types()).toEqual([
    'article.published',
    'article.withdrawn',
    'article.withdrawn',
    'article.published',
  ])
})

test('a kill waits for no wait of an earlier change, and a correction has it hurry', async () => {
  const { product, receiver, pass, deliveries } = await aSubscriber({ answers: [500, 500, 204] })
  const editor = await aStaffMember(product, 'editor')
  const { id } = await anArticle(product)
  await pass()
  await pass(10_000)
  expect(receiver.received).toHaveLength(2)
  await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'Wrong.' })
  await pass()

  expect(receiver.types().slice(2)).toEqual(['article.published', 'article.corrected'])
  expect(await deliveries()).toMatchObject([{ urgent: true }, { urgent: true }])
})

test('while an endpoint does not answer, a kill of a story that is on the way to it is sent within seconds', async () => {
  const silent = (_: ServerResponse) => undefined
  const { product, receiver, deliveries } = await aSubscriber({ answers: [silent, 204] })
  const { worker } = product
  const { id } = await anArticle(product)
  worker.start()
  await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(1)
  const began = performance.now()
  await killed(product, id)
  await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(2)
  const tookMs = performance.now() - began
  await worker.stop()

  expect(receiver.types()).toEqual(['article.published', 'article.killed'])
  expect(tookMs).toBeGreaterThan(900)
  expect(await deliveries()).toMatchObject([{ status: 'delivered' }, { status: 'canceled', attempts: [] }])
})

test('one endpoint that does not answer delays no other', async () => {
  const unanswered: ServerResponse[] = []
  let isOver = false
  const answer: RequestListener = (_, response) => void (isOver ? response.end() : unanswered.push(response))
  const { product, partner, receiver } = await aSubscriber({}, { 'slow.example': { answer } })
  for (let number = 0; number < 5; number += 1)
    await partner.post('/v1/webhook-endpoints', { url: `http://slow.example/${number}` })
  const { worker } = product
  worker.start()
  for (let number = 0; number < 3; number += 1) await anArticle(product)

  await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(3)
  expect(unanswered.length).toBeGreaterThan(0)
  const stopped = worker.stop()
  isOver = true
  for (const response of unanswered) response.end()
  await stopped
})

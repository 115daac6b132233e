import { expect, test } from 'vitest'
import { requireArticle } from '../../../src/articles/articles.ts'
import { publish } from '../../../src/articles/publishing.ts'
import { webhookEndpoints } from '../../../src/delivery/webhooks/tables.ts'
import { anArticle, aPartner, decided, killed, withdrawn } from '../../support/factories.ts'
import { actor } from '../../support/product.ts'
import { aSubscriber, manager } from '../support/receiver.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

async function afterFailure() {
  const subscriber = await aSubscriber({ answers: [500] })
  const { product, receiver, pass, partner } = subscriber
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  const [first, second] = [await anArticle(product), await anArticle(product)]
  for (let day = 0; day < 5; day += 1) await pass(dayMs)
  receiver.received.splice(0)
  return { ...subscriber, first, second, cursor }
}

test('a test is sent once, in the shape of a change', async () => {
  const { partner, receiver, path, pass, deliveries } = await aSubscriber({ answers: [500] })
  const sent = await partner.post(`${path}/test`)
  expect(sent).toHaveStatus(201)
  await pass(dayMs)

  expect(receiver.received.map(({ change }) => change)).toEqual([
    { type: 'webhook.test', at: expect.any(String), article: null, note: expect.any(String) },
  ])
  expect(receiver.received[0]?.headers['webhook-id']).toBe(sent.json().id)
  expect(await deliveries()).toMatchObject([
    { type: 'webhook.test', status: 'failed', attempts: [{ status: 500 }] },
  ])
})

test('one delivery is sent again under its id, also one that has arrived', async () => {
  const { product, partner, receiver, path, pass, deliveries } = await aSubscriber()
  await anArticle(product)
  await pass()
  const [{ id }] = await deliveries()

  expect(await partner.post(`${path}/deliveries/${id}/resends`)).toHaveStatus(201)
  await pass()

  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
  expect((await partner.get(`${path}/deliveries/${id}`)).json()).toMatchObject({
    status: 'delivered',
    attempts: [{ status: 204 }, { status: 204 }],
  })
})

test('of a story that was killed since, the kill is sent instead, also where nobody was to hear of kills', async () => {
  const { product, partner, receiver, path, pass, deliveries } = await aSubscriber({
    endpoint: { events: ['article.published'] },
  })
  const article = await anArticle(product)
  await pass()
  await killed(product, article.id)
  await pass()
  const [{ id }] = await deliveries()
  const sent = (await partner.post(`${path}/deliveries/${id}/resends`)).json()
  await pass()

  expect(sent).toMatchObject({ type: 'article.killed', article: article.id })
  expect(receiver.types()).toEqual(['article.published', 'article.killed'])
})

test('all that has failed since a moment is sent again; of a killed story only the kill', async () => {
  const { product, partner, receiver, path, pass, first, second } = await afterFailure()
  await partner.call('PATCH', path, { payload: { enabled: false } })
  await killed(product, first.id)
  await pass()
  receiver.answerWith(204)
  await partner.call('PATCH', path, { payload: { enabled: true } })
  const early = await partner.post(`${path}/resends`, { failedSince: '2026-06-01T00:00:00Z' })
  expect(early.json()).toEqual({ queued: 0, more: false })

  const again = await partner.post(`${path}/resends`, { failedSince: '2026-05-01T00:00:00Z' })
  await pass()

  expect(again.json()).toEqual({ queued: 2, more: false })
  expect(receiver.received.map(({ change }) => [change.type, change.article?.id]).toSorted()).toEqual([
    ['article.killed', first.id],
    ['article.published', second.id],
  ])
})

test('an old withdrawal of a story that came back is not sent again: that it came back is', async () => {
  const { product, partner, receiver, path, pass, deliveries } = await aSubscriber()
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  const { id } = await anArticle(product)
  await pass()
  receiver.answerWith(500)
  await withdrawn(product, id)
  await pass()
  for (const enabled of [false, true]) await partner.call('PATCH', path, { payload: { enabled } })
  receiver.answerWith(204)
  await product.database.write(async (tx) => publish(tx, actor, await requireArticle(tx, id), {}))
  await pass()
  const [failed] = await deliveries('?status=failed')
  expect(failed).toMatchObject({ type: 'article.withdrawn' })
  receiver.received.splice(0)

  const replayed = await partner.post(`${path}/replays`, { after: cursor })
  const sent = await partner.post(`${path}/deliveries/${failed.id}/resends`)
  await pass()
  const all = await partner.post(`${path}/resends`, { failedSince: '2026-05-01T00:00:00Z' })
  await pass()

  expect(replayed.json()).toEqual({ queued: 0, next: null })
  expect(sent.json()).toMatchObject({ type: 'article.published' })
  expect(all.json()).toEqual({ queued: 0, more: false })
  expect(receiver.types()).toEqual(['article.published'])
})

test('all that is missing since a cursor is sent, and nothing that has arrived', async () => {
  const { product, partner, receiver, path, pass, first, second, cursor } = await afterFailure()
  receiver.answerWith(204)
  const arrived = await anArticle(product)
  await pass()
  await partner.call('PATCH', path, { payload: { enabled: false } })
  const missed = await anArticle(product)
  await killed(product, second.id)
  await pass()
  await partner.call('PATCH', path, { payload: { enabled: true } })
  receiver.received.splice(0)

  const replayed = await partner.post(`${path}/replays`, { after: cursor })
  await pass()

  expect(replayed.json()).toEqual({ queued: 3, next: null })
  const told = receiver.received.map(({ change }) => [change.type, change.article?.id])
  expect(told).toHaveLength(3)
  expect(told).toEqual(
    expect.arrayContaining([
      ['article.published', first.id],
      ['article.published', missed.id],
      ['article.killed', second.id],
    ]),
  )
  expect(told.flat()).not.toContain(arrived.id)
  expect((await partner.post(`${path}/replays`, { after: cursor })).json()).toEqual({ queued: 0, next: null })
})

test('a replay from a cursor of a suspended partner sends what was published meanwhile', async () => {
  const { product, partner, path, pass, receiver } = await aSubscriber()
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await decided(product, partner.id, 'suspended')
  const missed = await anArticle(product)
  await pass()
  const partly = (await partner.get(`/v1/changes?after=${cursor}`)).json()
  await decided(product, partner.id, 'reinstated')

  const replayed = await partner.post(`${path}/replays`, { after: partly.cursor })
  await pass()

  expect(replayed.json()).toEqual({ queued: 1, next: null })
  expect(receiver.received.at(-1)?.change.article?.id).toBe(missed.id)
})

test('what is turned off is not sent to by hand either', async () => {
  const { product, partner, path, pass, deliveries } = await aSubscriber()
  await anArticle(product)
  await pass()
  const [{ id }] = await deliveries()
  await partner.call('PATCH', path, { payload: { enabled: false } })

  for (const [address, body] of [
    ['test', {}],
    [`deliveries/${id}/resends`, {}],
    ['resends', { failedSince: '2026-05-01T00:00:00Z' }],
    ['replays', { after: (await partner.get('/v1/changes?after=now')).json().cursor }],
  ] as const)
    expect(await partner.post(`${path}/${address}`, body)).toHaveProblem('conflict')
})

test('deliveries come in pages, the newest first, and are gone after 30 days', async () => {
  const { product, partner, path, pass, deliveries } = await aSubscriber()
  for (let number = 0; number < 3; number += 1) await anArticle(product)
  await pass()
  const all = await deliveries()
  const { items, next } = (await partner.get(`${path}/deliveries?limit=2&status=delivered`)).json()
  const rest = (await partner.get(`${path}/deliveries?limit=2&cursor=${next}`)).json()

  expect([...items, ...rest.items]).toEqual(all)
  expect(rest.next).toBeNull()
  await partner.call('DELETE', path)
  await pass(31 * dayMs)
  expect(await product.database.read.select().from(webhookEndpoints).limit(1)).toEqual([])
})

test('nobody sees or touches the endpoints of another partner', async () => {
  const { product, path, partner } = await aSubscriber()
  const other = await aPartner(product, manager)
  await partner.post(`${path}/test`)

  expect(await other.get(path)).toHaveProblem('not-found')
  expect(await other.get(`${path}/deliveries`)).toHaveProblem('not-found')
  expect(await other.call('DELETE', path)).toHaveProblem('not-found')
  expect(await other.call('PATCH', path, { payload: { enabled: false } })).toHaveProblem('not-found')
  expect(await other.post(`${path}/test`)).toHaveProblem('not-found')
  expect(await other.post(`${path}/secret-rotations`)).toHaveProblem('not-found')
  expect((await other.get('/v1/webhook-endpoints')).json().items).toEqual([])
})

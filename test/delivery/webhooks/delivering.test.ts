import { expect, test } from 'vitest'
import { setNewswire } from '../../../src/articles/newswire.ts'
import { webhookEventSchema } from '../../../src/delivery/webhooks/event-schema.ts'
import type { Id } from '../../../src/platform/ids.ts'
import {
  anArticle,
  aPartner,
  aReporter,
  aStaffMember,
  decided,
  killed,
  withdrawn,
} from '../../support/factories.ts'
import { actor } from '../../support/product.ts'
import { aSubscriber, hook, manager, verified } from '../support/receiver.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

test('a change arrives as /v1/changes has it, signed, in at most 20 kB, with its attribution', async () => {
  const { product, partner, receiver, secret, pass } = await aSubscriber()
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await anArticle(product, { headline: 'Council Votes' })
  await pass()

  const [received] = receiver.received
  const [change] = (await partner.get(`/v1/changes?after=${cursor}`)).json().items
  expect(received?.change).toEqual(change)
  expect(change.article.attribution).toMatchObject({
    byline: 'By Jane Doe',
    affiliation: { shortName: 'DCNF' },
  })
  expect(received?.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': expect.stringMatching(/^Wirecopy\//),
    'webhook-id': expect.stringMatching(/^whd_\w{26}$/),
    'webhook-timestamp': String(product.clock.now() / 1_000),
  })
  expect(await verified(received, secret)).toEqual(change)
  expect(received?.body.length).toBeLessThan(20_000)
})

test('whatever is as long as it can be, a body has at most 20 kB and says what to do', async () => {
  const { product, receiver, secret, pass } = await aSubscriber()
  const { database } = product
  const article = await anArticle(product, { headline: '“'.repeat(300) })
  await killed(product, article.id, '“'.repeat(2_000))
  await pass()
  await database.write((tx) => setNewswire(tx, actor, { notice: '“'.repeat(2_000), name: '“'.repeat(200) }))
  const reporters: Id<'rep'>[] = []
  for (const number of Array(20).keys())
    reporters.push((await aReporter(product, `${number}“`.padEnd(200, '“'))).id)
  const signed = await anArticle(product, { headline: '“'.repeat(300), reporters })
  await killed(product, signed.id, '“'.repeat(2_000))
  await pass()

  const { received } = receiver
  expect(received[0]?.change.article).toMatchObject({ attribution: { html: expect.any(String) } })
  for (const { body } of received) {
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000)
    expect(webhookEventSchema.safeParse(JSON.parse(body)).error).toBeUndefined()
  }
  const last = received.find(({ change }) => change.article?.id === signed.id)
  expect(await verified(last, secret)).toMatchObject({
    type: 'article.killed',
    article: { id: signed.id, headline: '“'.repeat(300), href: expect.stringContaining(signed.id) },
    advisory: `${'“'.repeat(400)}…`,
    contact: { email: expect.any(String) },
  })
})

test('only what happens after its registration is sent, and only what was asked for', async () => {
  const { product, partner, receiver, pass } = await aSubscriber({
    endpoint: { events: ['article.updated'] },
  })
  const editor = await aStaffMember(product, 'editor')
  const before = await anArticle(product)
  await pass()
  const second = { url: 'http://cms.gazette.example/second', description: 'everything' }
  expect(await partner.post('/v1/webhook-endpoints', second)).toHaveStatus(201)
  await editor.post(`/v1/staff/articles/${before.id}/updates`, { section: 'Politics' })
  await product.database.write((tx) => setNewswire(tx, actor, { deskPhone: '+1 202 555 0100' }))
  await pass()

  expect(receiver.types()).toEqual(['article.updated', 'article.updated'])
})

test('what is under embargo is sent to partners with advance access alone', async () => {
  const { product, partner, receiver, pass } = await aSubscriber()
  const early = await aPartner(product, { ...manager, advanceAccess: true })
  await early.post('/v1/webhook-endpoints', { url: `${hook}?early` })
  await anArticle(product, {}, { embargoedUntil: product.clock.now() + hourMs })
  await pass()

  expect(receiver.types()).toEqual(['article.embargoed'])
  expect(await partner.get('/v1/changes')).toHaveStatus(200)
  await pass(hourMs)
  expect(receiver.types()).toEqual(['article.embargoed', 'article.published', 'article.published'])
})

test('a suspended partner is sent what must come down or be mended of what it holds, and nothing else', async () => {
  const { product, partner, receiver, pass } = await aSubscriber()
  const [held, unread] = [await anArticle(product), await anArticle(product)]
  await partner.get(`/v1/articles/${held.id}`)
  await pass()
  receiver.received.splice(0)
  await decided(product, partner.id, 'suspended')

  await anArticle(product)
  await withdrawn(product, unread.id)
  await killed(product, held.id)
  await pass()

  expect(receiver.received.map(({ change }) => [change.type, change.article?.id])).toEqual([
    ['article.killed', held.id],
  ])
  const { cursor } = receiver.received[0]?.change ?? {}
  await decided(product, partner.id, 'reinstated')
  const { items } = (await partner.get(`/v1/changes?after=${cursor}`)).json()
  expect(items.map(({ type }: { type: string }) => type)).toContain('article.published')
})

test('whoever is suspended before something is sent does not get it', async () => {
  const { product, partner, receiver, pass, deliveries } = await aSubscriber({ answers: [500, 204] })
  await anArticle(product)
  await pass()
  await decided(product, partner.id, 'suspended')
  await pass(minuteMs)

  expect(receiver.received).toHaveLength(1)
  expect(await deliveries()).toMatchObject([{ status: 'canceled' }])
})

test('what fails is tried again by the schedule of Standard Webhooks, under one webhook-id, and then given up', async () => {
  const { product, receiver, pass, deliveries } = await aSubscriber({ answers: [500] })
  await anArticle(product)
  await pass()
  const waitsMs = [
    5_000,
    5 * minuteMs,
    30 * minuteMs,
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hourMs),
  ]
  for (const [at, waitMs] of waitsMs.entries()) {
    await pass(waitMs * 0.79)
    expect(receiver.received).toHaveLength(at + 1)
    await pass(waitMs * 0.42)
    expect(receiver.received).toHaveLength(at + 2)
  }
  await pass(2 * dayMs)

  expect(receiver.received).toHaveLength(10)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  const [delivery] = await deliveries('?status=failed')
  expect(delivery).toMatchObject({ status: 'failed', urgent: false, nextAttemptAt: null })
  expect(delivery.attempts).toHaveLength(10)
  expect(delivery.attempts[0]).toMatchObject({ at: '2026-05-01T00:00:00.000Z', status: 500, error: null })
})

test('a kill is tried every few minutes for an hour, and then as usual', async () => {
  const { product, receiver, pass } = await aSubscriber({
    answers: [503],
    endpoint: { events: ['article.killed'] },
  })
  const { id } = await anArticle(product)
  await killed(product, id)
  await pass()
  for (let minute = 0; minute < 60; minute += 1) await pass(minuteMs)
  const times = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']))
  const waits = times.slice(1).map((time, at) => time - (times[at] ?? 0))

  expect(Math.max(...waits)).toBeLessThanOrEqual(300)
  expect(times.length).toBeGreaterThan(12)
  for (let hour = 0; hour < 4; hour += 1) await pass(hourMs)
  expect(receiver.received.length).toBeLessThan(times.length + 12)
})

test('an endpoint that takes nothing for five days is turned off, and one that takes something in between is not', async () => {
  const { product, receiver, pass, endpoint, deliveries } = await aSubscriber({ answers: [500] })
  const publishDaily = async (days: number) => {
    for (let day = 0; day < days; day += 1) {
      await anArticle(product)
      await pass(dayMs)
    }
  }
  await publishDaily(4)
  expect(await endpoint()).toMatchObject({ enabled: true, failingSince: expect.any(String) })
  receiver.answerWith(204)
  await publishDaily(1)
  expect(await endpoint()).toMatchObject({ failingSince: null })
  receiver.answerWith(500)
  await publishDaily(5)
  expect(await endpoint()).toMatchObject({ enabled: true })
  await publishDaily(1)

  expect(await endpoint()).toMatchObject({ enabled: false, off: { because: 'failing' } })
  expect(await deliveries('?status=waiting')).toEqual([])
})

test('a kill is tried again also where the last thing sent, long ago, never arrived', async () => {
  const { product, partner, receiver, path, pass, endpoint } = await aSubscriber({ answers: [500, 500, 204] })
  await partner.post(`${path}/test`)
  await pass()
  await pass(9 * dayMs)
  const article = await anArticle(product)
  await killed(product, article.id)
  await pass()
  expect(await endpoint()).toMatchObject({ enabled: true, failingSince: expect.any(String) })
  await pass(minuteMs)

  expect(receiver.types().slice(1)).toEqual(['article.killed', 'article.killed'])
  expect(await endpoint()).toMatchObject({ enabled: true, failingSince: null })
})

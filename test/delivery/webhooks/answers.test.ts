import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { anArticle, aStaffMember } from '../../support/factories.ts'
import { aSubscriber } from '../support/receiver.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

test('what was answered stands, whatever becomes of the rest of the answer', async () => {
  const broken = (status: number) => (response: ServerResponse) => {
    response.writeHead(status, { 'content-length': '100' }).write('so far')
    setTimeout(() => response.destroy(), 50)
  }
  const { product, receiver, pass, deliveries } = await aSubscriber({ answers: [broken(500), broken(202)] })
  await anArticle(product)
  await pass()
  await pass(hourMs)
  await pass(hourMs)

  expect(receiver.received).toHaveLength(2)
  const [{ status, attempts }] = await deliveries()
  expect(status).toBe('delivered')
  expect(attempts).toMatchObject([
    { status: 500, error: null, response: 'so far' },
    { status: 202, error: null, response: 'so far' },
  ])
})

test('a redirect is a failure and is not followed', async () => {
  const redirect = (response: ServerResponse) =>
    response.writeHead(302, { location: 'http://cms.gazette.example/elsewhere' }).end()
  const { product, receiver, pass, deliveries } = await aSubscriber({ answers: [redirect] })
  await anArticle(product)
  await pass()

  expect(receiver.received).toHaveLength(1)
  expect(await deliveries('?status=waiting')).toMatchObject([{ attempts: [{ status: 302 }] }])
})

test('a Retry-After is kept to, up to a day', async () => {
  const busy = (seconds: string) => (response: ServerResponse) =>
    response.writeHead(503, { 'retry-after': seconds }).end('busy')
  const { product, receiver, pass, deliveries } = await aSubscriber({
    answers: [busy('600'), busy('99999999'), 204],
  })
  await anArticle(product)
  await pass()
  await pass(9 * minuteMs)
  expect(receiver.received).toHaveLength(1)
  await pass(minuteMs)
  expect(receiver.received).toHaveLength(2)
  await pass(dayMs)

  expect(receiver.received).toHaveLength(3)
  expect((await deliveries())[0].attempts[0]).toMatchObject({ status: 503, response: 'busy' })
})

test('a 410 turns the endpoint off, and its partner is told', async () => {
  const { product, receiver, pass, endpoint, partner, path } = await aSubscriber({ answers: [410] })
  await anArticle(product)
  await pass()
  await anArticle(product)
  await pass(hourMs)

  expect(receiver.received).toHaveLength(1)
  expect(await endpoint()).toMatchObject({ enabled: false, off: { because: 'gone' } })
  const admin = await aStaffMember(product)
  const { items } = (await admin.get('/v1/staff/mails?kind=webhook.off')).json()
  expect(items).toMatchObject([{ about: expect.stringMatching(/^whe_/), addressee: partner.id }])
  expect((await admin.get(`/v1/staff/mails/${items[0].id}`)).json().text).toContain('answered 410 Gone')
  receiver.answerWith(204)
  expect((await partner.call('PATCH', path, { payload: { enabled: true } })).json()).toMatchObject({
    enabled: true,
    off: null,
  })
  await anArticle(product)
  await pass()
  expect(receiver.received).toHaveLength(2)
})

test('of an answer the first 2 KiB are kept, whatever they are', async () => {
  const { product, pass, deliveries } = await aSubscriber({
    answers: [
      (response) =>
        void response
          .writeHead(500)
          .end(Buffer.concat([Buffer.from('<b>\0\xff', 'latin1'), Buffer.alloc(1_000_000, 'x')])),
    ],
  })
  await anArticle(product)
  await pass()

  const [{ attempts }] = await deliveries()
  expect(attempts[0].response).toMatch(/^<b>\ufffd\ufffdx+$/)
  expect(attempts[0].response.length).toBeLessThanOrEqual(2_048)
})

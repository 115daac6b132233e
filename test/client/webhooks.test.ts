import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { WebhookRefused, webhooks } from '../../client/src/wirecopy.ts'

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const other = `whsec_${Buffer.alloc(32, 2).toString('base64')}`
const now = Date.parse('2026-05-01T06:00:00Z')
const body = JSON.stringify({ type: 'webhook.test', note: 'Größe “quoted”' })

function aWebhook({ id = 'whd_1', timestamp = String(now / 1_000), by = [secret], of = body } = {}) {
  const signatures = by.map((one) => {
    const key = Buffer.from(one.replace('whsec_', ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${of}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

/** What another fetch than the global one has. */
class OtherHeaders {
  #headers: Headers

  constructor(init: HeadersInit) {
    this.#headers = new Headers(init)
  }

  get(name: string) {
    return this.#headers.get(name)
  }
}

const verify = (headers: Parameters<typeof webhooks.verify>[0], secrets: string | string[] = secret) =>
  webhooks.verify(headers, body, secrets, { now })

test('a webhook is taken with either secret while one replaces the other, and as bytes', async () => {
  const told = { type: 'webhook.test', note: 'Größe “quoted”' }

  expect(await verify(aWebhook())).toEqual(told)
  expect(await verify(aWebhook({ by: [other, secret] }))).toEqual(told)
  expect(await verify(aWebhook({ by: [other] }), [secret, other])).toEqual(told)
  expect(await verify(new Headers(aWebhook()))).toEqual(told)
  expect(await verify(new OtherHeaders(aWebhook()))).toEqual(told)
  expect(await webhooks.verify(aWebhook(), Buffer.from(body), secret, { now })).toEqual(told)
})

test.each([
  ['another secret', aWebhook({ by: [other] })],
  ['another body', aWebhook({ of: `${body} ` })],
  ['no signature', { ...aWebhook(), 'webhook-signature': undefined }],
  ['an empty signature', { ...aWebhook(), 'webhook-signature': 'v1,' }],
  ['a signature that is no base64', { ...aWebhook(), 'webhook-signature': 'v1,*** v1a,x x' }],
  [
    'signatures without end',
    { ...aWebhook(), 'webhook-signature': `${'v1,AAAA '.repeat(10)}${aWebhook()['webhook-signature']}` },
  ],
  ['another id', { ...aWebhook(), 'webhook-id': 'whd_2' }],
  ['another time', { ...aWebhook(), 'webhook-timestamp': String(now / 1_000 + 1) }],
  ['a time that is none', { ...aWebhook(), 'webhook-timestamp': 'NaN' }],
  ['two ids', { ...aWebhook(), 'webhook-id': ['whd_1', 'whd_2'] }],
  ['a time too long ago', aWebhook({ timestamp: String(now / 1_000 - 301) })],
  ['a time to come', aWebhook({ timestamp: String(now / 1_000 + 301) })],
])('a webhook with %s is refused', async (_, headers) => {
  await expect(verify(headers)).rejects.toThrow(WebhookRefused)
})

test.each(['', 'whsec_', 'secret', 'whsec_***'])('the secret %j is a fault of ours', async (wrong) => {
  await expect(verify(aWebhook(), wrong)).rejects.toThrow(TypeError)
})

test.each([
  ['no secret', [aWebhook(), body, undefined], 'No secret was given; that of an endpoint looks like whsec_…'],
  ['no secrets', [aWebhook(), body, []], 'No secret was given'],
  ['one of two secrets', [aWebhook(), body, [secret, undefined]], 'No secret was given'],
  ['no headers', [undefined, body, secret], 'No headers were given'],
  ['a body that was parsed', [aWebhook(), JSON.parse(body), secret], 'The body must be as it came'],
])('called with %s, as JavaScript may, it says so', async (_, given, message) => {
  const error: unknown = await Reflect.apply(webhooks.verify, undefined, given).catch((each: unknown) => each)

  expect(error).toBeInstanceOf(TypeError)
  expect(String(error)).toContain(message)
})

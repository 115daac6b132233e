import { expect, test } from 'vitest'
import { WebhookRefused } from '../../../client/src/wirecopy.ts'
import { webhookEventSchema } from '../../../src/delivery/webhooks/event-schema.ts'
import { auditEntries } from '../../../src/platform/audit/tables.ts'
import { anInternet, publicAddress } from '../../platform/fetch/support/internet.ts'
import { refusedAddresses, spellings } from '../../platform/fetch/support/refused.ts'
import { anArticle, aPartner, aStaffMember } from '../../support/factories.ts'
import { start } from '../../support/product.ts'
import { aSubscriber, hook, manager, verified } from '../support/receiver.ts'

const hourMs = 60 * 60_000
const path = '/v1/webhook-endpoints'

/** The product where names lead to what is said, and only https will do. */
async function onInternet(names: Record<string, string | (() => string[])>) {
  const sites = Object.fromEntries(
    Object.entries(names).map(([host, addresses]) => [
      host,
      { addresses: typeof addresses === 'string' ? [addresses] : addresses },
    ]),
  )
  const { network, dialed } = await anInternet(sites)
  const product = await start({ network })
  return { product, dialed, partner: await aPartner(product, manager) }
}

test('an address that is not public is refused, by number and by name', async () => {
  const names = refusedAddresses.map(([address], at) => [`site-${at}.example`, address] as const)
  const { partner, dialed } = await onInternet(Object.fromEntries(names))

  for (const [host, address] of names) {
    const numbered = `https://${address.includes(':') ? `[${address}]` : address}/hook`
    for (const url of [numbered, `https://${host}/hook`]) {
      const answer = await partner.post(path, { url })
      expect(answer, url).toHaveProblem('invalid-request')
      expect(answer.json().errors).toMatchObject([{ field: 'url' }])
    }
  }
  expect(dialed).toEqual([])
  expect((await partner.get(path)).json().items).toEqual([])
})

test('no other spelling of loopback is taken, and nothing but https on a usual port without a user', async () => {
  const { partner, dialed } = await onInternet({ 'good.example': publicAddress })
  const others = [
    ...spellings.map((url) => url.replace('http', 'https')),
    'http://good.example/hook',
    'https://user:secret@good.example/hook',
    'https://good.example:8443/hook',
    'ftp://good.example/hook',
    'https://unknown.example/hook',
    'good.example',
    '',
  ]
  for (const url of others) expect(await partner.post(path, { url }), url).toHaveProblem('invalid-request')
  expect(dialed).toEqual([])

  const taken = await partner.post(path, { url: 'https://good.example/hook' })
  expect(taken).toHaveStatus(201)
  const change = { payload: { url: 'https://127.0.0.1/' } }
  expect(await partner.call('PATCH', `${path}/${taken.json().id}`, change)).toHaveProblem('invalid-request')
})

test('a name that leads elsewhere once it is registered is not followed', async () => {
  let addresses = [publicAddress]
  const { product, partner, dialed } = await onInternet({ 'turning.example': () => addresses })
  const { id } = (await partner.post(path, { url: 'https://turning.example/' })).json()
  addresses = ['169.254.169.254']
  await anArticle(product)
  while (await product.worker.look()) await product.worker.idle()

  expect(dialed).toEqual([])
  const [{ attempts }] = (await partner.get(`${path}/${id}/deliveries`)).json().items
  expect(attempts).toMatchObject([{ status: null, error: expect.stringContaining('private or reserved') }])
})

test('a secret is shown once and stored sealed; after a rotation both sign until the overlap is over', async () => {
  const { product, partner, receiver, id, secret, path, added, pass } = await aSubscriber()
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(JSON.stringify((await partner.get(path)).json())).not.toContain('whsec_')
  expect(added.json().id).toBe(id)
  const rotated = await partner.post(`${path}/secret-rotations`, { overlapSeconds: 3_600 })
  expect(rotated.json()).toMatchObject({ formerSecretUntil: '2026-05-01T01:00:00.000Z' })
  const again = await partner.post(`${path}/secret-rotations`)
  expect(again).toHaveProblem('conflict')
  expect(again.json().detail).toContain('signs until 2026-05-01T01:00:00.000Z')
  await anArticle(product)
  await pass()
  await anArticle(product)
  await pass(hourMs)

  const [both, one] = receiver.received
  const newer = rotated.json().secret
  const published = { type: 'article.published' }
  expect(await verified(both, newer)).toMatchObject(published)
  expect(await verified(both, secret)).toMatchObject(published)
  expect(await verified(one, newer)).toMatchObject(published)
  await expect(verified(one, secret)).rejects.toThrow(WebhookRefused)
})

test('a repeated registration is answered without the secret', async () => {
  const { partner } = await aSubscriber()
  const once = { 'idempotency-key': 'once' }
  const first = await partner.post('/v1/webhook-endpoints', { url: hook }, once)
  const second = await partner.post('/v1/webhook-endpoints', { url: hook }, once)

  expect(second.json()).toEqual({ ...first.json(), secret: undefined })
})

test('an edit on an older version is refused, and what was changed is said', async () => {
  const { partner, path, endpoint } = await aSubscriber()
  const edit = (payload: object, version: string) =>
    partner.call('PATCH', path, { payload, headers: { 'if-match': version } })
  const { etag = '' } = (await partner.get(path)).headers

  expect((await edit({ events: ['article.killed'], description: 'CMS' }, String(etag))).json()).toMatchObject(
    {
      events: ['article.killed'],
      description: 'CMS',
    },
  )
  expect(await edit({ events: null }, String(etag))).toHaveProblem('changed-meanwhile')
  expect(await edit({ events: null, description: null }, '*')).toHaveStatus(200)
  expect(await endpoint()).toMatchObject({ events: null, description: null })
})

test('a partner has up to twenty, and a removed one is gone', async () => {
  const { partner, path } = await aSubscriber()
  await partner.post(`${path}/secret-rotations`)
  for (let number = 2; number <= 20; number += 1)
    expect(await partner.post('/v1/webhook-endpoints', { url: hook })).toHaveStatus(201)
  expect(await partner.post('/v1/webhook-endpoints', { url: hook })).toHaveProblem('conflict')
  const { items, next } = (await partner.get('/v1/webhook-endpoints?limit=15')).json()
  const rest = (await partner.get(`/v1/webhook-endpoints?limit=15&cursor=${next}`)).json()
  expect(items.length + rest.items.length).toBe(20)

  const removed = (await partner.call('DELETE', path)).json()
  expect(removed).toMatchObject({ enabled: false, off: { because: 'asked' }, formerSecretUntil: null })
  expect(await partner.get(path)).toHaveProblem('not-found')
  expect(await partner.post('/v1/webhook-endpoints', { url: hook })).toHaveStatus(201)
})

test('what is turned off gets nothing, and when it is on again what happens from then on', async () => {
  const { product, partner, receiver, path, pass, endpoint } = await aSubscriber({ answers: [500] })
  await anArticle(product)
  await pass()
  await partner.call('PATCH', path, { payload: { enabled: false } })
  expect(await endpoint()).toMatchObject({ enabled: false, off: { because: 'asked' } })
  await anArticle(product)
  await pass(hourMs)
  expect(receiver.received).toHaveLength(1)
  await partner.call('PATCH', path, { payload: { enabled: true } })
  receiver.answerWith(204)
  const later = await anArticle(product)
  await pass(hourMs)

  expect(receiver.received.slice(1).map(({ change }) => change.article?.id)).toEqual([later.id])
})

test('when an endpoint is turned off, the others of its partner that want everything are told', async () => {
  const { product, partner, receiver, id, pass } = await aSubscriber({ answers: [410, 204] })
  const add = async (by: typeof partner, fields: object) =>
    (await by.post('/v1/webhook-endpoints', { url: `${hook}/secret`, ...fields })).json()
  const told = await add(partner, {})
  await add(partner, { events: ['article.killed'] })
  await add(await aPartner(product, manager), {})
  await partner.post(`/v1/webhook-endpoints/${id}/test`)
  await pass()
  await pass()

  const { type, ...body } = JSON.parse(receiver.received[1]?.body ?? '{}')
  expect(receiver.received).toHaveLength(2)
  expect(webhookEventSchema.safeParse({ type, ...body }).success).toBe(true)
  expect(body).toMatchObject({ endpoint: id, because: 'gone', article: null })
  expect(type).toBe('webhook.disabled')
  expect(receiver.received[1]?.body).not.toContain('/secret')
  const path = `/v1/webhook-endpoints/${told.id}/deliveries`
  const { items } = (await partner.get(path)).json()
  expect(items).toMatchObject([{ type: 'webhook.disabled', status: 'delivered' }])
  expect(await partner.post(`${path}/${items[0].id}/resends`)).toHaveProblem('conflict')
})

test('staff see the endpoints of a partner, and every change of them is in the audit log without its secret', async () => {
  const { product, partner, id, path } = await aSubscriber({ endpoint: { description: 'CMS' } })
  await partner.post(`${path}/secret-rotations`)
  await partner.post(`${path}/test`)
  await partner.call('DELETE', path)
  const viewer = await aStaffMember(product, 'viewer')
  await partner.post('/v1/webhook-endpoints', { url: hook, description: 'second' })

  const { items } = (await viewer.get(`/v1/staff/partners/${partner.id}/webhook-endpoints`)).json()
  expect(items).toMatchObject([{ description: 'second', url: hook, enabled: true }])
  const entries = await product.database.read.select().from(auditEntries).limit(1_000)
  const verbs = entries.filter(({ subject }) => subject === id).map(({ verb }) => verb)
  expect(verbs).toEqual(['webhook.add', 'webhook.rotate', 'webhook.test', 'webhook.remove'])
  expect(JSON.stringify(entries)).not.toContain('whsec_')
})

import { aSubscriber } from '../../delivery/support/receiver.ts'
import { anArticle } from '../../support/factories.ts'
import type { Answer, Calls, World } from './world.ts'

type Subscriber = Awaited<ReturnType<typeof subscribed>>

const subscribers = new WeakMap<World, Promise<Subscriber>>()

/** A call by a partner with an endpoint that one change was delivered to, the same for all calls of a world. */
function onEndpoint(call: (subscriber: Subscriber) => Answer): Calls[string] {
  return async (world) => {
    const subscriber = subscribers.get(world) ?? subscribed()
    subscribers.set(world, subscriber)
    return call(await subscriber)
  }
}

async function subscribed() {
  const subscriber = await aSubscriber()
  await anArticle(subscriber.product)
  await subscriber.pass()
  const [{ id }] = await subscriber.deliveries()
  return { ...subscriber, deliveryId: id }
}

/** In this order: the last one removes the endpoint. */
export const webhookCalls: Calls = {
  'GET /v1/webhook-endpoints': onEndpoint(({ partner }) => partner.get('/v1/webhook-endpoints')),
  'POST /v1/webhook-endpoints': onEndpoint(async ({ added }) => added),
  'GET /v1/webhook-endpoints/{id}': onEndpoint(({ partner, path }) => partner.get(path)),
  'PATCH /v1/webhook-endpoints/{id}': onEndpoint(({ partner, path }) =>
    partner.call('PATCH', path, { payload: { description: 'CMS' } }),
  ),
  'POST /v1/webhook-endpoints/{id}/secret-rotations': onEndpoint(({ partner, path }) =>
    partner.post(`${path}/secret-rotations`),
  ),
  'POST /v1/webhook-endpoints/{id}/test': onEndpoint(({ partner, path }) => partner.post(`${path}/test`)),
  'GET /v1/webhook-endpoints/{id}/deliveries': onEndpoint(({ partner, path }) =>
    partner.get(`${path}/deliveries`),
  ),
  'GET /v1/webhook-endpoints/{id}/deliveries/{deliveryId}': onEndpoint(({ partner, path, deliveryId }) =>
    partner.get(`${path}/deliveries/${deliveryId}`),
  ),
  'POST /v1/webhook-endpoints/{id}/deliveries/{deliveryId}/resends': onEndpoint(
    ({ partner, path, deliveryId }) => partner.post(`${path}/deliveries/${deliveryId}/resends`),
  ),
  'POST /v1/webhook-endpoints/{id}/resends': onEndpoint(({ partner, path }) =>
    partner.post(`${path}/resends`, { failedSince: '2026-05-01T00:00:00Z' }),
  ),
  'POST /v1/webhook-endpoints/{id}/replays': onEndpoint(async ({ partner, path }) => {
    const { cursor } = (await partner.get('/v1/changes')).json()
    return partner.post(`${path}/replays`, { after: cursor })
  }),
  'GET /v1/staff/partners/{id}/webhook-endpoints': ({ staff, partner }) =>
    staff.get(`/v1/staff/partners/${partner.id}/webhook-endpoints`),
  'DELETE /v1/webhook-endpoints/{id}': onEndpoint(({ partner, path }) => partner.call('DELETE', path)),
}

import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { type WebhookEvent, webhooks } from '../../../client/src/wirecopy.ts'
import { anInternet } from '../../platform/fetch/support/internet.ts'
import { aPartner } from '../../support/factories.ts'
import { letTimeWork, start } from '../../support/product.ts'

export const hook = 'http://cms.gazette.example/hook'

interface Received {
  headers: IncomingHttpHeaders
  body: string
  change: { type: string; cursor?: string; note?: string; article: { id: string; pubStatus: string } | null }
}

type Answer = number | ((response: ServerResponse) => void)

/** A site that takes webhooks, or answers what it is told to; each answer in turn, the last one from then on. */
function aReceiver(...answers: Answer[]) {
  const received: Received[] = []
  const listener: RequestListener = async (request, response) => {
    const body = await text(request)
    received.push({ headers: request.headers, body, change: JSON.parse(body) })
    const answer = answers.length > 1 ? answers.shift() : (answers[0] ?? 204)
    if (typeof answer === 'function') answer(response)
    else response.writeHead(answer ?? 204).end()
  }
  return {
    received,
    site: { answer: listener },
    /** What it answers from now on. */
    answerWith: (...next: Answer[]) => void answers.splice(0, answers.length, ...next),
    types: () => received.map(({ change }) => change.type),
  }
}

/** The product with a partner that has an endpoint, which answers as told. */
export async function aSubscriber(
  { answers = [], endpoint = {}, partner: options = {} }: SubscriberOptions = {},
  sites: Parameters<typeof anInternet>[0] = {},
) {
  const receiver = aReceiver(...answers)
  const { network } = await anInternet({ 'cms.gazette.example': receiver.site, ...sites })
  const product = await start({ network: { ...network, allowsPlain: true } })
  const partner = await aPartner(product, { ...manager, ...options })
  const added = await partner.post('/v1/webhook-endpoints', { url: hook, ...endpoint })
  const { id, secret } = added.json()
  const path = `/v1/webhook-endpoints/${id}`
  return {
    product,
    partner,
    receiver,
    id,
    secret,
    path,
    added,
    /** Lets whatever is due happen, after some time. */
    pass: async (ms = 0) => {
      product.clock.advance(ms)
      await letTimeWork(product)
    },
    endpoint: async () => (await partner.get(path)).json(),
    deliveries: async (query = '') => (await partner.get(`${path}/deliveries${query}`)).json().items,
  }
}

interface SubscriberOptions {
  answers?: Answer[]
  endpoint?: object
  partner?: Parameters<typeof aPartner>[1]
}

/** What a key needs to read changes and manage endpoints. */
export const manager: { scopes: ('articles:read' | 'changes:read' | 'webhooks:write')[] } = {
  scopes: ['articles:read', 'changes:read', 'webhooks:write'],
}

/** What a webhook tells, once its receiver has verified it as it arrives. */
export async function verified(received: Received | undefined, secret: string): Promise<WebhookEvent> {
  if (!received) throw new Error('Nothing was received')
  const { headers, body } = received
  return webhooks.verify(headers, body, secret, { now: Number(headers['webhook-timestamp']) * 1_000 })
}

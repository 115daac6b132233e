import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { start } from '../../support/product.ts'

/** An address with one method, as the running product registered it. */
interface Route {
  method: string
  url: string
  schema: RouteOptions['schema']
}

const channel = 'fastify.initialization'

/** The product with the routes that it has, and every method that one of their addresses refuses. */
export async function startWithRoutes(options: Parameters<typeof start>[0] = {}) {
  const registered: RouteOptions[] = []
  const listen = (message: unknown) => {
    if (isServer(message)) message.fastify.addHook('onRoute', (route) => void registered.push(route))
  }
  subscribe(channel, listen)
  const product = await start(options)
  unsubscribe(channel, listen)

  const routes: Route[] = []
  for (const { method, url, schema, config } of registered) {
    if (config?.refusesMethods) continue
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url, schema })
  }
  const patterns = new Set(routes.map(({ url }) => url).filter((url) => !url.includes('*')))
  const taken = new Set(
    routes.flatMap(({ method, url }) => [`${method} ${url}`, ...(method === 'GET' ? [`HEAD ${url}`] : [])]),
  )
  const refusals = [...patterns].flatMap((url) =>
    methods.filter((method) => !taken.has(`${method} ${url}`)).map((method) => ({ method, url })),
  )
  return { product, routes, refusals }
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** The method by its name, for calls that are made from a table. */
export function methodOf(name: string): (typeof methods)[number] {
  const method = methods.find((candidate) => candidate === name)
  if (!method) throw new Error(`${name} is no method that the product knows`)
  return method
}

const nowhere = '01h455vb4pex5vsknk084sn02q'
const prefixes: Record<string, string> = {
  applications: 'apl',
  articles: 'art',
  partners: 'par',
  grants: 'grt',
  jobs: 'job',
  mails: 'mai',
  media: 'med',
  reporters: 'rep',
  sources: 'src',
  desk: 'dsk',
  'webhook-endpoints': 'whe',
  attention: 'att',
}
const samples: Record<string, string> = {
  ':docId': `doc_${nowhere}`,
  ':keyId': `key_${nowhere}`,
  ':deliveryId': `whd_${nowhere}`,
  ':number': '2',
  ':version': '2',
  ':sha256': '0'.repeat(64),
  ':extension': 'svg',
  ':rendition': '800.webp',
  ':slug': 'not-found',
  ':rel': 'logo',
  ':check': 'audience',
  ':host': 'nowhere.example',
}

/** An address of the route with well-formed parameters that name nothing. */
export function pathTo(url: string): string {
  return url
    .replace(/([\w-]+)\/:id\b/g, (_, noun: string) => `${noun}/${prefixes[noun]}_${nowhere}`)
    .replace(/:\w+/g, (name) => samples[name] ?? name)
}

function isServer(message: unknown): message is { fastify: FastifyInstance } {
  return typeof message === 'object' && message !== null && 'fastify' in message
}

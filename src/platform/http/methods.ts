import type { FastifyInstance, HTTPMethods } from 'fastify'
import { Problem } from '../../problems.ts'

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const alternatives = new Intl.ListFormat('en', { type: 'disjunction' })

/** Whether some address of ours might take it; names of methods are case-sensitive (RFC 9110, 9.1). */
export function isKnownMethod(method: string): boolean {
  return methods.includes(method)
}

/**
 * Notes which methods each address takes. The function returned is called after the last route: then
 * every other method is answered with 405 and `Allow` (RFC 9110, 15.5.6).
 */
export function watchMethods(app: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const taken = known.get(url) ?? new Set()
    for (const one of [method].flat()) taken.add(one)
    known.set(url, taken)
  })
  return () => {
    for (const [url, taken] of [...known]) {
      if (!url.includes('*')) refuseOthers(app, url, taken)
    }
  }
}

function refuseOthers(app: FastifyInstance, url: string, taken: Set<string>): void {
  const others = methods.filter((method) => !taken.has(method))
  const taking = [...taken].sort()
  if (others.length === 0) return
  app.route({
    method: others,
    url,
    config: { access: { by: 'public' }, refusesMethods: true },
    // Before the body is read: there is no route to take it.
    onRequest: async ({ method }) => {
      throw new Problem('method-not-allowed', {
        detail: `${method} is not taken here. Use ${alternatives.format(taking)}.`,
        headers: { Allow: taking.join(', ') },
      })
    },
    handler: () => undefined,
  })
}

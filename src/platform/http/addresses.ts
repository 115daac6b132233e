import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify'
import router from 'find-my-way'
import { Problem } from '../../problems.ts'
import { displayKey, keyPattern } from '../secrets/keys.ts'
import { sealedPattern } from '../secrets/sealed.ts'

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const alternatives = new Intl.ListFormat('en', { type: 'disjunction' })

/** A pattern of paths with the methods that some route takes there. */
interface Address {
  pattern: string
  taken: Set<string>
}

/**
 * The addresses that routes have, whatever the method, so that a request without a route of its own is told
 * whether its method is wrong or its path. A route for each refused method would do the same, at a third of the
 * cost of a start.
 */
export class Addresses {
  readonly #addresses = new Map<string, Address>()
  readonly #maxParamLength: number
  #find: ((url: string) => Address | undefined) | undefined

  constructor(app: FastifyInstance, maxParamLength: number) {
    this.#maxParamLength = maxParamLength
    app.addHook('onRoute', ({ url: pattern, method, config }) => {
      // What follows a wildcard is the route's to know.
      if (pattern.includes('*') || config?.refusesMethods) return
      const address = this.#addresses.get(pattern) ?? { pattern, taken: new Set() }
      for (const one of [method].flat()) address.taken.add(one)
      this.#addresses.set(pattern, address)
    })
  }

  /** The one that a URL leads to, once the last route was added. */
  at(url: string): Address | undefined {
    this.#find ??= this.#finder()
    return this.#find(url)
  }

  /** Why no route takes the request: its method, or its path. */
  unrouted({ method, url }: FastifyRequest, address: Address | undefined): Problem {
    // Names of methods are case-sensitive (RFC 9110, 9.1).
    if (!methods.some((known) => known === method)) return new Problem('method-unknown')
    if (address) return notTaken(method, address)
    const path = url.split('?', 1)[0]?.replace(keyPattern, displayKey).replace(sealedPattern, '[Sealed]')
    return new Problem('not-found', { detail: `There is nothing at ${path}.` })
  }

  /**
   * Called after the last route. `/grants/verify` takes no GET, but `/grants/:id` does: what would be taken for
   * the other address needs a route that refuses it.
   */
  refuseShadowed(app: FastifyInstance): void {
    const all = [...this.#addresses.values()]
    const wide = all
      .filter(({ pattern }) => pattern.includes(':'))
      .map((address) => ({ address, paths: pathsOf(address) }))
    for (const address of all) {
      const shadowing = wide.filter((other) => other.address !== address && other.paths.test(address.pattern))
      const shadowed = methods.filter(
        (method) => !address.taken.has(method) && shadowing.some((other) => other.address.taken.has(method)),
      )
      if (shadowed.length > 0) refuse(app, address, shadowed)
    }
  }

  #finder() {
    const found = router({ maxParamLength: this.#maxParamLength })
    for (const address of this.#addresses.values()) {
      found.on('GET', address.pattern, () => undefined, address)
    }
    return (url: string): Address | undefined => found.find('GET', url)?.store
  }
}

function pathsOf({ pattern }: Address): RegExp {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]*')}$`)
}

/** RFC 9110, 15.5.6. */
function notTaken(method: string, { taken }: Address): Problem {
  const taking = [...taken].sort()
  return new Problem('method-not-allowed', {
    detail: `${method} is not taken here. Use ${alternatives.format(taking)}.`,
    headers: { Allow: taking.join(', ') },
  })
}

function refuse(app: FastifyInstance, address: Address, shadowed: HTTPMethods[]): void {
  app.route({
    method: shadowed,
    url: address.pattern,
    config: { access: { by: 'public' }, refusesMethods: true },
    // Before the body is read: there is no route to take it.
    onRequest: async ({ method }) => {
      throw notTaken(method, address)
    },
    handler: () => undefined,
  })
}

import type { FastifyRequest } from 'fastify'
import { boundedMap } from '../bounded-map.ts'
import { addressOf, RateLimit } from './rate-limit.ts'

const maxKeys = 50_000

/**
 * Keeps whoever guesses from costing a lookup for every key. A key that was once found here is never refused
 * for what others behind its address do.
 */
export class Guesses {
  private readonly found = boundedMap<string, true>(maxKeys)
  private readonly limit: RateLimit

  /** @param quota how many keys that do not exist may be looked up for one address in a minute. */
  constructor(quota: number) {
    this.limit = new RateLimit(quota, { name: 'unknown-keys' })
  }

  /** Looks a key up. Throws `rate-limited` where too many from this address were not there. */
  async lookUp<Found>(
    request: FastifyRequest,
    hash: string,
    find: () => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    if (this.found.get(hash)) return find()
    const address = addressOf(request)
    // Taken before the answer is known, so that a hundred guesses at once are no way around it.
    const { exceeded } = this.limit.take(address)
    if (exceeded) throw exceeded
    let absent = false
    try {
      const found = await find()
      absent = found === undefined
      if (!absent) this.found.set(hash, true)
      return found
    } finally {
      if (!absent) this.limit.giveBack(address)
    }
  }
}

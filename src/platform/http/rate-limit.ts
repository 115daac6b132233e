import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { Problem } from '../../problems.ts'
import { boundedMap } from '../bounded-map.ts'

const minuteMs = 60_000
const maxCallers = 50_000
const ipv6Groups = 4

interface Allowance {
  /** Named as Node sends them, which costs least. */
  headers: { 'ratelimit-policy': string; ratelimit: string }
  /** What to answer instead when the quota is used up. */
  exceeded: Problem | undefined
}

interface Window {
  endsAt: number
  left: number
}

/** Counts requests per caller in fixed windows, in this process. */
export class RateLimit {
  private readonly windows = boundedMap<string, Window>(maxCallers)
  private readonly refusals = boundedMap<string, number>(maxCallers)
  private readonly quota: number
  private readonly windowMs: number
  private readonly name: string
  private readonly policy: string

  /** @param name what the quota is of, as answers say it. */
  constructor(quota: number, { name = 'default', windowMs = minuteMs } = {}) {
    this.quota = quota
    this.windowMs = windowMs
    this.name = `"${name}"`
    this.policy = `${this.name};q=${quota};w=${windowMs / 1_000}`
  }

  /** Counts one request: the headers say what is left (draft-ietf-httpapi-ratelimit-headers-11). */
  take(who: string): Allowance {
    const { windowMs } = this
    const now = performance.now()
    let window = this.windows.get(who)
    if (!window || window.endsAt <= now) {
      window = { endsAt: now + windowMs, left: this.quota }
      this.windows.set(who, window)
    }
    window.left -= 1
    // The sum and difference of two times can come out a little above the window.
    const seconds = Math.min(windowMs / 1_000, Math.ceil((window.endsAt - now) / 1_000))
    const headers = {
      'ratelimit-policy': this.policy,
      ratelimit: `${this.name};r=${Math.max(0, window.left)};t=${seconds}`,
    }
    const refused = this.refusals.size > 0 ? this.refusedNow(who) : undefined
    return { headers, exceeded: window.left < 0 ? this.exceeded(seconds) : refused }
  }

  /** Counts one request of what has a quota of its own. Throws `rate-limited` where it is used up. */
  require(who: string): void {
    const { exceeded } = this.take(who)
    if (exceeded) throw exceeded
  }

  /** Uncounts one that should not have counted. */
  giveBack(who: string): void {
    const window = this.windows.get(who)
    if (window) window.left += 1
  }

  /** Has the next requests of a caller refused, as if its quota were used up. */
  refuseNext(who: string, requests: number): void {
    this.refusals.set(who, requests)
  }

  private refusedNow(who: string): Problem | undefined {
    const left = this.refusals.get(who)
    if (left === undefined) return undefined
    if (left > 1) this.refusals.set(who, left - 1)
    else this.refusals.delete(who)
    return this.exceeded(1)
  }

  private exceeded(seconds: number): Problem {
    return new Problem('rate-limited', {
      detail: `The quota is ${this.quota} requests in ${this.windowMs / 1_000} seconds.`,
      headers: {
        'Retry-After': String(seconds),
        'RateLimit-Policy': this.policy,
        RateLimit: `${this.name};r=0;t=${seconds}`,
      },
    })
  }
}

/** Under which name a request without a caller is counted: its address, or its IPv6 /64. */
export function addressOf({ ip, socket }: FastifyRequest): string {
  // A trusted proxy may still pass on what is no address at all.
  return networkOf(ipaddr.isValid(ip) ? ip : socket.remoteAddress)
}

/** The same for a connection that brought no request. */
export function networkOf(ip = ''): string {
  if (!ip.includes(':')) return ip
  const address = ipaddr.process(ip)
  return address.kind() === 'ipv6'
    ? address.toNormalizedString().split(':').slice(0, ipv6Groups).join(':')
    : address.toString()
}

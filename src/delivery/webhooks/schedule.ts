import type { Instant } from '../../platform/clock.ts'
import type { DeliveryLane } from './queues.ts'

const sMs = 1_000
const minuteMs = 60 * sMs
const hourMs = 60 * minuteMs

/** The waits of Standard Webhooks 1.0 after the first attempt, which comes at once. */
const usual = [
  ...[5 * sMs, 5 * minuteMs, 30 * minuteMs],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hourMs),
]
// With the spread below, and the time that a receiver has to answer, never more than five minutes apart, and for an
// hour at the least.
const urgentMs = 3.9 * minuteMs
const urgentTimes = 20
/** What is urgent is tried every few minutes for an hour, and then as usual. */
const waits: Record<DeliveryLane, readonly number[]> = {
  default: usual,
  urgent: [5 * sMs, ...Array.from({ length: urgentTimes }, () => urgentMs), ...usual.slice(3)],
}

const spread = 0.2
const longestAsked: Record<DeliveryLane, number> = { default: 24 * hourMs, urgent: 5 * minuteMs }

interface Failure {
  lane: DeliveryLane
  /** How often it has failed, this time included. */
  failures: number
  now: Instant
  /** What the receiver asked to be left alone for, if it did. */
  retryAfterMs: number
  /** From 0 to 1. */
  random: number
}

/**
 * When to try again what has failed, up to a fifth sooner or later, so that what failed together does not come
 * back together; undefined when it is given up.
 */
export function nextAttempt({ lane, failures, now, retryAfterMs, random }: Failure): Instant | undefined {
  const waitMs = waits[lane][failures - 1]
  if (waitMs === undefined) return undefined
  const jittered = Math.round(waitMs * (1 - spread + 2 * spread * random))
  return now + Math.max(jittered, Math.min(retryAfterMs, longestAsked[lane]))
}

/** The wait that a `Retry-After` asks for (RFC 9110, 10.2.3): seconds or a date; 0 where it says nothing. */
export function retryAfterMs(header: string | undefined, now: Instant): number {
  if (header === undefined) return 0
  const text = header.trim()
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * sMs : Date.parse(text) - now
  return Number.isNaN(waitMs) ? 0 : Math.max(waitMs, 0)
}

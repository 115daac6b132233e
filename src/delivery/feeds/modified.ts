import type { IncomingHttpHeaders } from 'node:http'
import type { Instant } from '../../platform/clock.ts'

const msPerS = 1_000
// HTTP dates have seconds, and another process may be one behind: what is younger may still change unseen.
const settlesMs = 2 * msPerS

/** Whether nothing more can happen that would have the same `Last-Modified` (RFC 9110, 8.8.2.2). */
export function isSettled(modifiedAt: Instant, now: Instant): boolean {
  return now >= secondOf(modifiedAt) + settlesMs
}

/** Whether the caller has all that happened, by date; a validator of its own goes before (RFC 9110, 13.2.2). */
export function isUnmodified(headers: IncomingHttpHeaders, modifiedAt: Instant, now: Instant): boolean {
  const since = headers['if-modified-since']
  if (since === undefined || headers['if-none-match'] !== undefined) return false
  return isSettled(modifiedAt, now) && Date.parse(since) >= secondOf(modifiedAt)
}

function secondOf(moment: Instant): Instant {
  return Math.floor(moment / msPerS) * msPerS
}

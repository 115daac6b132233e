import type { Freshness } from '../platform/database/freshness.ts'
import { Problem } from '../problems.ts'
import { Bell } from './bell.ts'
import { SharedLog } from './shared-log.ts'

const maxPerKey = 5
const retryAfterS = 30

/** How long what lasts, in ms. */
export interface StreamTimes {
  /** Without anything to tell until a comment says that the stream is alive. */
  heartbeatMs: number
  /** Until a client is given up that takes nothing of what waits for it. */
  stalledMs: number
  /** A stream; its client connects again and goes on where it was. */
  lastsMs: number
}

const usual: StreamTimes = { heartbeatMs: 15_000, stalledMs: 30_000, lastsMs: 15 * 60_000 }

/** The streams that this process has open, and what they share. */
export class Streams {
  readonly bell: Bell
  readonly log: SharedLog
  readonly times: StreamTimes
  /** How many are open. */
  open = 0
  /** How many were ended because their clients took nothing. */
  stalled = 0
  private readonly byKey = new Map<string, number>()

  constructor(freshness: Freshness, times: Partial<StreamTimes> = {}) {
    this.bell = new Bell(freshness)
    this.log = new SharedLog(freshness)
    this.times = { ...usual, ...times }
  }

  /** Counts one more of a key, until the function that it returns is called. Throws `rate-limited`. */
  enter(keyId: string): () => void {
    const ofKey = this.byKey.get(keyId) ?? 0
    if (ofKey >= maxPerKey)
      throw new Problem('rate-limited', {
        detail: `The key has ${maxPerKey} streams open, and may have no more at a time.`,
        headers: { 'Retry-After': String(retryAfterS) },
      })
    this.byKey.set(keyId, ofKey + 1)
    this.open += 1
    return () => this.leave(keyId)
  }

  private leave(keyId: string): void {
    const left = (this.byKey.get(keyId) ?? 1) - 1
    if (left > 0) this.byKey.set(keyId, left)
    else this.byKey.delete(keyId)
    this.open -= 1
  }
}

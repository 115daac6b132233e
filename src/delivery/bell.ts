import type { Freshness } from '../platform/database/freshness.ts'
import { checkEveryMs } from '../platform/database/freshness.ts'

const wokenAtOnce = 50

/** Wakes whoever waits for a change when any process has changed something. */
export class Bell {
  private readonly waiting = new Set<() => void>()
  private readonly freshness: Freshness
  private timer: NodeJS.Timeout | undefined
  private closed = false

  constructor(freshness: Freshness) {
    this.freshness = freshness
    freshness.onDrop(() => this.ring())
  }

  /** Every number stands for what was known then; a wait begun under an older one ends at once. */
  get tolls(): number {
    return this.freshness.generation
  }

  /** How many requests are waiting right now. */
  get listeners(): number {
    return this.waiting.size
  }

  /** Resolves at the next change after `tolls`, when the time is over, or when the caller hangs up. */
  async next(tolls: number, timeoutMs: number, hangUp: AbortSignal): Promise<void> {
    if (this.closed || hangUp.aborted || tolls !== this.tolls) return
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timeout)
        hangUp.removeEventListener('abort', done)
        this.waiting.delete(done)
        if (this.waiting.size === 0) this.rest()
        resolve()
      }
      const timeout = setTimeout(done, timeoutMs)
      hangUp.addEventListener('abort', done)
      this.waiting.add(done)
      // Nobody else asks the database while all that is open is waiting.
      this.timer ??= setInterval(() => this.freshness.check(), checkEveryMs)
    })
  }

  /** Ends all waits: the process is stopping. */
  close(): void {
    this.closed = true
    this.ring()
    this.rest()
  }

  isClosed(): boolean {
    return this.closed
  }

  // In portions: a thousand that wait keep no other request from being answered, and their garbage dies young.
  private ring(): void {
    const asleep = [...this.waiting]
    const wakeSome = () => {
      for (const wake of asleep.splice(0, wokenAtOnce)) wake()
      if (asleep.length > 0) setImmediate(wakeSome)
    }
    wakeSome()
  }

  private rest(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }
}

import { Problem } from '../problems.ts'

interface Bounds {
  /** How many run at a time. */
  max: number
  /** How many may wait; whoever comes then is sent away. */
  maxWaiting: number
}

/** Lets a bounded number of pieces of work run at a time, and a bounded number wait for that. */
export class Bounded {
  private readonly bounds: Bounds
  private readonly waiting: (() => void)[] = []
  private running = 0

  constructor(bounds: Bounds) {
    this.bounds = bounds
  }

  /** Throws the problem `unavailable` where too many wait. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.bounds.max) await this.turn()
    else this.running += 1
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running -= 1
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.bounds.maxWaiting)
      throw new Problem('unavailable', {
        detail: 'Too much of this is asked for at once.',
        headers: { 'Retry-After': '5' },
      })
    return new Promise((resolve) => this.waiting.push(resolve))
  }
}

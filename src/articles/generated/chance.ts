/** Numbers by chance, the same ones for the same seed. */
export class Chance {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** From 0 to just below 1 (Mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to just below the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** Whether something happens that happens once in so many times. */
  onceIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0]
  }

  /** One of them, the earlier ones far more often, as words are in a language. */
  pickEarly<T>(from: readonly [T, ...T[]]): T {
    const share = this.next()
    return from[Math.floor(share * share * from.length)] ?? from[0]
  }

  /** About the mean, mostly within a fifth of it. */
  near(mean: number): number {
    const spread = this.next() + this.next() + this.next() - 1.5
    return Math.round(mean * (1 + spread / 2))
  }
}

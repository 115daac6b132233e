import { type BoundedMap, boundedMap } from '../bounded-map.ts'
import { everything, type Freshness } from './freshness.ts'

interface FreshCacheOptions<V> {
  freshness: Freshness
  max: number
  /** What an entry was made of; it goes when one of these changed. Default: its key is the subject. */
  subjects?: (value: V) => readonly string[]
}

/** A bounded map of what was read, forgetting within a second what any process changed. */
export class FreshCache<V extends object> {
  private readonly entries: BoundedMap<string, V>
  /** What is being read right now, by the generation that it is read under and its key. */
  private readonly reading = new Map<string, Promise<V | undefined>>()
  private readonly freshness: Freshness

  constructor({ freshness, max, subjects }: FreshCacheOptions<V>) {
    this.entries = boundedMap(max)
    this.freshness = freshness
    freshness.onDrop((changed) => {
      if (changed.has(everything)) this.entries.clear()
      else if (subjects) this.dropWhere((value) => subjects(value).some((subject) => changed.has(subject)))
      else for (const subject of changed) this.entries.delete(subject)
    })
  }

  get(key: string): V | undefined {
    return this.freshness.check() ? this.entries.get(key) : undefined
  }

  /** The cached value, or the one that `read` finds; undefined is not cached. */
  async load(key: string, read: () => Promise<V | undefined>): Promise<V | undefined> {
    const cached = this.get(key)
    if (cached) return cached

    const { generation } = this.freshness
    const value = await read()
    // Whatever was dropped while we read, or is dropped by this check, may have been this very value.
    if (value && this.freshness.check() && generation === this.freshness.generation)
      this.entries.set(key, value)
    return value
  }

  /** The same, read once for all who ask meanwhile: what is read must not depend on who asks. */
  async loadOnce(key: string, read: () => Promise<V | undefined>): Promise<V | undefined> {
    // Where changes are not noticed in time, everybody reads anew.
    if (!this.freshness.check()) return read()
    const name = `${this.freshness.generation} ${key}`
    const known = this.reading.get(name)
    if (known) return known
    const reading = this.load(key, read).finally(() => this.reading.delete(name))
    this.reading.set(name, reading)
    return reading
  }

  private dropWhere(matches: (value: V) => boolean): void {
    for (const [key, value] of this.entries.entries()) {
      if (matches(value)) this.entries.delete(key)
    }
  }
}

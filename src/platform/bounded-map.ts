import QuickLRU from 'quick-lru'

/** Keeps so many entries, forgetting first what was used least recently; with those about to go up to twice as many. */
export type BoundedMap<K, V> = QuickLRU<K, V>

/** An empty one. It grows with what is in it, and finding something costs little more than in a plain map. */
export function boundedMap<K, V>(entries: number): BoundedMap<K, V> {
  return new QuickLRU({ maxSize: entries })
}

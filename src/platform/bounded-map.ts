import QuickLRU from 'quick-lru'

export type BoundedMap<K, V> = QuickLRU<K, V>

/**
 * A map of so many entries at most, forgetting first what was used least recently; of those used last, half as many
 * are sure to be in it. It grows with what is in it, and finding something costs little more than in a plain map.
 */
export function boundedMap<K, V>(entries: number): BoundedMap<K, V> {
  // Beside so many it keeps those that came before them.
  return new QuickLRU({ maxSize: Math.ceil(entries / 2) })
}

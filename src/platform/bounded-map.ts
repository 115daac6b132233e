import { LRUCache } from 'lru-cache'

/**
 * A map of so many entries at most, forgetting first what was used least recently. It grows with what is in it:
 * the cache's own `max` makes room for all of them at once, for half a million grants also where ten are known.
 */
export function boundedMap<K extends string | number, V extends {}>(entries: number): LRUCache<K, V> {
  return new LRUCache({ maxSize: entries, sizeCalculation: () => 1 })
}

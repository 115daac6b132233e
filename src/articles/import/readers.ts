import { askerFor, type Outside } from './asking.ts'
import { readFeed } from './feed-site.ts'
import type { ReadBatch } from './reading.ts'
import type { Source } from './sources.ts'
import { readPosts } from './wordpress-site.ts'

// A run that is cut off goes on where it was; this many hold a million posts.
const allPages = 20_000

interface Wish {
  maxPages?: number
  /** Reads what is known already, too. */
  all?: boolean
  signal?: AbortSignal
}

/** Reads a source over the network. */
export function readerOver(outside: Outside, { maxPages = allPages, all = false, signal }: Wish = {}) {
  return (source: Source): AsyncIterable<ReadBatch> => {
    const ask = askerFor(source, outside, signal)
    if (source.kind === 'feed') return readFeed(ask, source.url)
    return readPosts(ask, source.url, { since: all ? null : source.modifiedAfter, maxPages })
  }
}

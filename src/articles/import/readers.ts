import { askerFor, type Outside } from './asking.ts'
import { readFeed } from './feed-site.ts'
import type { ReadBatch } from './reading.ts'
import type { SourceFault, SourceStory } from './source-story.ts'
import type { Source } from './sources.ts'
import { readPosts } from './wordpress-site.ts'
import { wxrStories } from './wxr.ts'

const perBatch = 50
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
  return (source: Source, again: readonly string[]): AsyncIterable<ReadBatch> => {
    const ask = askerFor(source, outside, signal)
    if (source.kind === 'feed') return readFeed(ask, source.url)
    return readPosts(ask, source.url, { since: all ? null : source.modifiedAfter, maxPages, again })
  }
}

/** The stories of an export file in batches, with how many there are if the rest of it is like the beginning. */
export async function* readExport(
  open: () => AsyncIterable<Uint8Array>,
  sizeBytes: number,
): AsyncGenerator<ReadBatch> {
  let readBytes = 0
  const counting = () => {
    readBytes = 0
    return counted(open(), (length) => {
      readBytes += length
    })
  }
  let found: (SourceStory | SourceFault)[] = []
  let done = 0
  const batch = (): ReadBatch => {
    done += found.length
    return { found, total: Math.round((done * sizeBytes) / Math.max(1, readBytes)) }
  }
  const leftOut = new Map<string, number>()
  for await (const story of wxrStories(counting, leftOut)) {
    found.push(story)
    if (found.length < perBatch) continue
    yield batch()
    found = []
  }
  yield { ...batch(), leftOut }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  tell: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    tell(chunk.length)
    yield chunk
  }
}

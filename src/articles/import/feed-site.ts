import type { Ask } from './asking.ts'
import { hostIn } from './asking.ts'
import { type ReadBatch, SourceFailed } from './reading.ts'

const maxFeedBytes = 32 * 1024 * 1024
const perBatch = 50

/** The stories of a feed, in batches. */
export async function* readFeed(ask: Ask, url: string): AsyncGenerator<ReadBatch> {
  const { status, headers, body } = await ask(url, maxFeedBytes)
  if (status !== 200) throw new SourceFailed(`${hostIn(url)} answered with ${status}`)
  // Its parser is large, and every command would wait for it.
  const { feedStories } = await import('./feeds.ts')
  const { stories, faults } = feedStories(decoded(body, headers['content-type'], url))
  const found = [...stories, ...faults]
  for (let from = 0; from < found.length; from += perBatch)
    yield { found: found.slice(from, from + perBatch), total: found.length }
}

// The header is right where it names a charset (RFC 7303), else the document itself is.
function decoded(body: Buffer, contentType: string | undefined, url: string): string {
  const declared = /^<\?xml[^>]*\bencoding=["']([\w.:-]+)["']/.exec(body.toString('latin1', 0, 200))?.[1]
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? declared ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    throw new SourceFailed(`${hostIn(url)} sends the charset ${charset}, which is not known`)
  }
}

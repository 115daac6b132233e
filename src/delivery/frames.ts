import { type ChangeEntry, changeBytes } from './change-entries.ts'
import type { Piece } from './pieces.ts'

// Streams that stand at the same place send the same bytes: a thousand slow ones hold them once.
const known = new WeakMap<Piece, { cursor: string; bytes: Buffer }>()

/** A change as a Server-Sent Event, in the chunks that it is written in. */
export function framed(entry: ChangeEntry): Buffer[] {
  const { cursor, piece, document } = entry
  const chunks = () => [Buffer.from(`id: ${cursor}\ndata: `), ...changeBytes(entry), endOfEvent]
  // The text of the story, most of such an event, is shared as it is.
  if (document !== undefined) return chunks()
  const before = known.get(piece)
  if (before?.cursor === cursor) return [before.bytes]
  const bytes = Buffer.concat(chunks())
  known.set(piece, { cursor, bytes })
  return [bytes]
}

const endOfEvent = Buffer.from('\n\n')

import { type ChangeEntry, changeBytes, documentBytes } from './change-entries.ts'
import type { Piece } from './pieces.ts'

// Streams that stand at the same place send the same bytes: a thousand slow ones hold them once.
const known = new WeakMap<Piece, { cursor: string; event: Buffer }>()

/** A change as a Server-Sent Event, in the chunks that it is written in. */
export function framed({ document, ...entry }: ChangeEntry): Buffer[] {
  const event = eventOf(entry)
  if (document === undefined) return [event]
  return [event.subarray(0, -end.length), ...documentBytes(document), end]
}

function eventOf(entry: ChangeEntry): Buffer {
  const { cursor, piece } = entry
  const before = known.get(piece)
  if (before?.cursor === cursor) return before.event
  const event = Buffer.concat([Buffer.from(`id: ${cursor}\ndata: `), ...changeBytes(entry), blankLine])
  known.set(piece, { cursor, event })
  return event
}

const blankLine = Buffer.from('\n\n')
const end = Buffer.from('}\n\n')

import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../platform/http/paging.ts'
import { Problem } from '../problems.ts'

const seqSchema = z.int().min(0)
const positionSchema = z.tuple([z.string(), seqSchema, seqSchema])

/** How far a partner has followed the log. */
export interface Position {
  seq: number
  /** Up to here it was told everything: a suspended partner is told only part of what comes after. */
  complete: number
}

/** The place of whoever has been told everything up to a change. */
export function allUpTo(seq: number): Position {
  return { seq, complete: seq }
}

/** The place after a change; carries the log's epoch, so that one from before a restore is recognized. */
export function changeCursor(epoch: string, { seq, complete }: Position): string {
  return encodeCursor([epoch, seq, complete])
}

/** Where to go on. Throws `invalid-cursor`, or `cursor-expired` for one of an earlier epoch. */
export function positionOf(cursor: string, epoch: string, newest: number): Position {
  const [itsEpoch, seq, complete] = decodeCursor(cursor, positionSchema, 'after')
  if (itsEpoch !== epoch) throw new Problem('cursor-expired')
  if (seq > newest || complete > seq)
    throw new Problem('invalid-cursor', { detail: 'The cursor lies behind the end of the log.' })
  return { seq, complete }
}

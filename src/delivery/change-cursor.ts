import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../platform/http/paging.ts'
import { Problem } from '../problems.ts'

const positionSchema = z.tuple([z.string(), z.int().min(0)])

/** The place after a change; carries the log's epoch, so that one from before a restore is recognized. */
export function changeCursor(epoch: string, seq: number): string {
  return encodeCursor([epoch, seq])
}

/** Where to go on. Throws `invalid-cursor`, or `cursor-expired` for one of an earlier epoch. */
export function positionOf(cursor: string, epoch: string, newest: number): number {
  const [itsEpoch, seq] = decodeCursor(cursor, positionSchema, 'after')
  if (itsEpoch !== epoch) throw new Problem('cursor-expired')
  if (seq > newest)
    throw new Problem('invalid-cursor', { detail: 'The cursor lies behind the end of the log.' })
  return seq
}

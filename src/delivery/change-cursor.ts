import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { currentEpoch, epochsOf, newestChange } from '../articles/changes.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import { unknownCursor } from '../platform/http/paging.ts'
import { Problem } from '../problems.ts'

const algorithm = 'aes-256-ecb'
const keyBytes = 32
const tagBytes = 6
const seqBytes = 5
const form = /^[\w-]{22}$/

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

/**
 * Cursors of the change log: one AES block of the log's epoch and a position. They are encrypted because the
 * numbers in them have gaps wherever a partner was not to know of a change, and the same place has the same
 * cursor for everybody.
 */
export class ChangeCursors {
  private readonly database: Pick<Database, 'auditKey'>
  private derived: Buffer | undefined

  /** @param database whose secret is the same in all processes of an installation. */
  constructor(database: Pick<Database, 'auditKey'>) {
    this.database = database
  }

  /** The cursor after a change. */
  at(epoch: string, { seq, complete }: Position): string {
    const block = Buffer.concat([tagOf(epoch), Buffer.alloc(2 * seqBytes)])
    block.writeUIntBE(seq, tagBytes, seqBytes)
    block.writeUIntBE(complete, tagBytes + seqBytes, seqBytes)
    return createCipheriv(algorithm, this.key, null).setAutoPadding(false).update(block).toString('base64url')
  }

  /** Where to go on. Throws `invalid-cursor`, or `cursor-expired` for one from before a restore. */
  async positionOf(read: Queries, cursor: string): Promise<Position> {
    const block = this.opened(cursor)
    const isOf = (epoch: string) => block?.subarray(0, tagBytes).equals(tagOf(epoch))
    if (!block || !isOf(await currentEpoch(read)))
      throw (await epochsOf(read)).some(isOf) ? new Problem('cursor-expired') : unknownCursor('after')
    const seq = block.readUIntBE(tagBytes, seqBytes)
    // A log that ends before a cursor of its own was put back without a new epoch.
    if (seq > (await newestChange(read))) throw new Problem('cursor-expired')
    return { seq, complete: block.readUIntBE(tagBytes + seqBytes, seqBytes) }
  }

  // When it is first needed: to describe the product takes no database.
  private get key(): Buffer {
    this.derived ??= Buffer.from(hkdfSync('sha256', this.database.auditKey, '', 'change cursor', keyBytes))
    return this.derived
  }

  private opened(cursor: string): Buffer | undefined {
    if (!form.test(cursor)) return undefined
    const block = Buffer.from(cursor, 'base64url')
    return createDecipheriv(algorithm, this.key, null).setAutoPadding(false).update(block)
  }
}

function tagOf(epoch: string): Buffer {
  return createHash('sha256').update(epoch).digest().subarray(0, tagBytes)
}

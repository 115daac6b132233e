import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { currentEpoch, epochsOf, newestChange } from '../articles/changes.ts'
import type { CallingPartner } from '../partners/calling-partner.ts'
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

/** Which log a cursor is of. One that was kept from the sandbox would skip what went before in the real one. */
export interface Log {
  epoch: string
  isSandbox: boolean
}

/** The log that a partner follows now. */
export async function currentLog(read: Queries, { standing }: CallingPartner): Promise<Log> {
  return { epoch: await currentEpoch(read), isSandbox: standing.sandboxOf !== undefined }
}

/** The place of whoever has been told everything up to a change. */
export function allUpTo(seq: number): Position {
  return { seq, complete: seq }
}

/** Where somebody goes on from a position, and where it is when it was told up to a change. */
export function goingOn(
  { seq, complete }: Position,
  { partial }: { partial: boolean },
): { from: number; positionAt: (seq: number) => Position } {
  if (partial) return { from: seq, positionAt: (upTo) => ({ seq: upTo, complete }) }
  // Whoever was told only part of the log for a while is told all of it when that is over.
  return { from: complete, positionAt: allUpTo }
}

/**
 * Cursors of the change log: one AES block of the log's epoch and a position. They are encrypted because the
 * numbers in them have gaps wherever a partner was not to know of a change, and the same place has the same
 * cursor for everybody.
 */
export class ChangeCursors {
  private readonly database: Pick<Database, 'auditKey'>
  private ciphers: ReturnType<typeof ciphersWith> | undefined
  private tag = { of: '', bytes: Buffer.alloc(0) }

  /** @param database whose secret is the same in all processes of an installation. */
  constructor(database: Pick<Database, 'auditKey'>) {
    this.database = database
  }

  /** The cursor after a change. */
  at(log: Log, { seq, complete }: Position): string {
    const block = Buffer.concat([this.tagOf(log), Buffer.alloc(2 * seqBytes)])
    block.writeUIntBE(seq, tagBytes, seqBytes)
    block.writeUIntBE(complete, tagBytes + seqBytes, seqBytes)
    return this.keyed.writing.update(block).toString('base64url')
  }

  /** Where to go on. Throws `invalid-cursor`, or `cursor-expired` for one from before the present epoch. */
  async positionOf(read: Queries, cursor: string, present: Log, field = 'after'): Promise<Position> {
    const block = this.opened(cursor)
    const isOf = (log: Log) => block?.subarray(0, tagBytes).equals(this.tagOf(log))
    if (!block || !isOf(present))
      throw (await epochsOf(read)).some((epoch) => isOf({ ...present, epoch }))
        ? new Problem('cursor-expired')
        : unknownCursor(field)
    const seq = block.readUIntBE(tagBytes, seqBytes)
    // A log that ends before a cursor of its own was put back without a new epoch.
    if (seq > (await newestChange(read))) throw new Problem('cursor-expired')
    return { seq, complete: block.readUIntBE(tagBytes + seqBytes, seqBytes) }
  }

  // When it is first needed: to describe the product takes no database.
  private get keyed() {
    this.ciphers ??= ciphersWith(this.database.auditKey)
    return this.ciphers
  }

  // All cursors of a page, and mostly of a process, have the same.
  private tagOf({ epoch, isSandbox }: Log): Buffer {
    const name = isSandbox ? `${epoch} sandbox` : epoch
    if (this.tag.of !== name) {
      const bytes = createHash('sha256').update(name).digest().subarray(0, tagBytes)
      this.tag = { of: name, bytes }
    }
    return this.tag.bytes
  }

  private opened(cursor: string): Buffer | undefined {
    if (!form.test(cursor)) return undefined
    return this.keyed.reading.update(Buffer.from(cursor, 'base64url'))
  }
}

// Once for all cursors: making a cipher costs more than everything else about one, and in this mode no block
// depends on those before it.
function ciphersWith(secret: Buffer) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'change cursor', keyBytes))
  return {
    writing: createCipheriv(algorithm, key, null).setAutoPadding(false),
    reading: createDecipheriv(algorithm, key, null).setAutoPadding(false),
  }
}

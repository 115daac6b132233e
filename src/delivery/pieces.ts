import { LRUCache } from 'lru-cache'
import type { RevisionRow } from '../articles/revisions.ts'
import { affiliationsOf } from '../licensing/attribution.ts'

const maxBytes = 48 * 1024 * 1024

/** An entry of a page: its bytes, and what else must be known of it. */
export interface Piece {
  bytes: Buffer
  /** Of the story that it shows; 0 where it shows none. */
  revision: number
  affiliations: string[]
}

type Shown = Pick<RevisionRow, 'number' | 'authors'>

/** A row of a page with what is shown of it. */
export interface Entry<Row, Shown = Piece> {
  row: Row
  piece: Shown
}

/** Entries of pages by what they were built from: nothing in here can become wrong, only unused. */
export class Pieces<P extends Piece = Piece> {
  private readonly built = new LRUCache<string, P>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => bytes.length,
  })

  /**
   * The entries of a page in its order. `read` finds at once what all those take that are not built yet; rows
   * that it finds nothing for are left out.
   */
  async entries<Row>(
    rows: Row[],
    keyOf: (row: Row) => string,
    read: (missing: Row[]) => Promise<(row: Row) => P | undefined>,
  ): Promise<Entry<Row, P>[]> {
    const found = rows.map((row) => ({ row, piece: this.built.get(keyOf(row)) }))
    const missing = found.filter(({ piece }) => !piece).map(({ row }) => row)
    const build = missing.length > 0 ? await read(missing) : () => undefined
    return found.flatMap(({ row, piece = this.keep(keyOf(row), build(row)) }) =>
      piece ? [{ row, piece }] : [],
    )
  }

  private keep(key: string, piece: P | undefined): P | undefined {
    if (piece) this.built.set(key, piece)
    return piece
  }
}

/** A piece that shows a revision, or none. */
export function pieceOf(shown: object, revision: Shown | null): Piece {
  return {
    bytes: Buffer.from(JSON.stringify(shown)),
    revision: revision?.number ?? 0,
    affiliations: revision ? affiliationsOf(revision.authors) : [],
  }
}

/** The JSON of an entry with one more member, where there is any. */
export function withMember(json: Buffer, name: string, value: object | undefined): Buffer[] {
  if (value === undefined) return [json]
  return [json.subarray(0, -1), Buffer.from(`,${JSON.stringify(name)}:${JSON.stringify(value)}}`)]
}

/** The JSON of a list, out of the bytes of its entries and the members beside them. */
export function listJson(entries: Buffer[][], members: object): Buffer {
  const items = entries.flatMap((entry, at) => (at === 0 ? entry : [comma, ...entry]))
  return Buffer.concat([opening, ...items, Buffer.from(`],${JSON.stringify(members).slice(1)}`)])
}

const opening = Buffer.from('{"items":[')
const comma = Buffer.from(',')

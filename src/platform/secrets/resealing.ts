import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Queries, Tx } from '../database/database.ts'
import type { Sealer } from './sealed.ts'

const maxCounted = 100_000

/** Where rows keep a secret sealed under SECRET_KEY. */
interface Place<Key> {
  /** What is kept there, as people call it. */
  name: string
  purpose: string
  /** Some of the rows whose secret is stale. */
  find(
    queries: Queries,
    isStale: (column: SQLWrapper) => SQL,
    limit: number,
  ): Promise<{ key: Key; sealed: string | null }[]>
  put(tx: Tx, key: Key, sealed: string): Promise<unknown>
}

/** Secrets of one kind, of which those that are sealed under a former key can be sealed anew. */
interface SealedKind {
  readonly name: string
  /** How many are sealed under a former key; counted up to 100,000. */
  count(queries: Queries, sealer: Sealer): Promise<number>
  /** Seals so many of them anew; returns how many those were. Throws SealError where their key is not known. */
  reseal(tx: Tx, sealer: Sealer, limit: number): Promise<number>
}

export function sealedKind<Key>({ name, purpose, find, put }: Place<Key>): SealedKind {
  return {
    name,
    count: async (queries, sealer) => (await find(queries, staleUnder(sealer), maxCounted)).length,
    async reseal(tx, sealer, limit) {
      const rows = await find(tx, staleUnder(sealer), limit)
      for (const { key, sealed } of rows)
        await put(tx, key, sealer.seal(purpose, sealer.open(purpose, sealed ?? '').plain))
      return rows.length
    },
  }
}

/** Whether a column holds what is sealed under another key than the present one; not where it holds nothing. */
function staleUnder({ beginning }: Sealer) {
  return (column: SQLWrapper) =>
    sql`substr(${column}, 1, ${sql.raw(String(beginning.length))}) <> ${beginning}`
}

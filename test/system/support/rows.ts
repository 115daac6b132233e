import Sqlite from 'better-sqlite3'
import pg from 'pg'

export type Row = Record<string, unknown>

/** What a statement finds in a database, past the product. */
export async function rowsOf(databaseUrl: string, statement: string): Promise<Row[]> {
  if (databaseUrl.startsWith('file:')) {
    const file = new Sqlite(databaseUrl.slice('file:'.length), { readonly: true, timeout: 5_000 })
    try {
      return file.prepare<[], Row>(statement).all()
    } finally {
      file.close()
    }
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

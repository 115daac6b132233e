import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { dialect } from '../../../src/platform/database/dialect.ts'
import type { TestDatabase } from '../../support/databases.ts'

type Row = Record<string, unknown>

const tableNames = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  postgres:
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name",
}

/** Runs a statement past the product, on a connection of its own. */
export async function sqlOn({ url }: TestDatabase, statement: string): Promise<Row[]> {
  return dialect === 'sqlite' ? onSqlite(url, statement) : onPostgres(url, statement)
}

/** How many rows each table has. */
export async function rowCounts(storage: TestDatabase): Promise<Record<string, number>> {
  const names = (await sqlOn(storage, tableNames[dialect])).map(({ name }) => String(name))
  const counts = names.map((name) => `SELECT '${name}' AS name, count(*) AS rows FROM "${name}"`)
  const rows = await sqlOn(storage, counts.join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, rows }) => [String(name), Number(rows)]))
}

function onSqlite(url: string, statement: string): Row[] {
  const connection = new Sqlite(url.replace(/^file:/, ''))
  const prepared = connection.prepare<[], Row>(statement)
  const rows = prepared.reader ? prepared.all() : []
  if (!prepared.reader) prepared.run()
  connection.close()
  return rows
}

async function onPostgres(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(statement)
  await client.end()
  return rows
}

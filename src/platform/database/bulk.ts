import type Sqlite from 'better-sqlite3'
import { type Column, getTableColumns, getTableName, type InferSelectModel, type Table } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import type pg from 'pg'
import type { Queries } from './database.ts'
import { dialect } from './dialect.ts'

const casing = new CasingCache('snake_case')

const toLeaveKnown = ' ON CONFLICT DO NOTHING'

/**
 * Adds many whole rows at once: a statement of the query builder takes ten times as long, and no more than some
 * thousand. Those that an index knows already are left as they are where that is asked for, else all are refused.
 */
export async function insertAll<Into extends Table>(
  queries: Queries,
  into: Into,
  rows: readonly InferSelectModel<Into>[],
  { leavesKnown = false }: { leavesKnown?: boolean } = {},
): Promise<void> {
  const columns: [string, Column][] = Object.entries(getTableColumns(into))
  const names = columns.map(([, column]) => `"${casing.getColumnCasing(column)}"`)
  const cells = rows.map((row: Record<string, unknown>) =>
    columns.map(([key, column]) => stored(column, row[key])),
  )
  const table = `"${getTableName(into)}"`
  const end = leavesKnown ? toLeaveKnown : ''
  if (dialect === 'sqlite') insertEach(clientOf(queries), { table, names, end }, cells)
  else await insertJson(clientOf(queries), { table, names, end }, cells)
}

/** Adds one whole row. On SQLite the query builder takes longer over it than the database. */
export async function insertOne<Into extends Table>(
  queries: Queries,
  into: Into,
  row: InferSelectModel<Into>,
): Promise<void> {
  if (dialect === 'sqlite') await insertAll(queries, into, [row])
  else await queries.insert(into as never).values(row as never)
}

function stored(column: Column, value: unknown): unknown {
  return value === null ? null : column.mapToDriverValue(value)
}

/** A statement in parts: quoted names, and what comes behind the rows. */
interface Insertion {
  table: string
  names: string[]
  end: string
}

function insertEach(connection: Sqlite.Database, { table, names, end }: Insertion, rows: unknown[][]): void {
  const places = names.map(() => '?').join(', ')
  const insert = connection.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})${end}`)
  for (const row of rows) insert.run(row)
}

// All rows are one parameter, and the table says what types its columns have.
async function insertJson(
  client: pg.PoolClient,
  { table, names, end }: Insertion,
  rows: unknown[][],
): Promise<void> {
  const objects = rows.map(
    (row) => `{${row.map((cell, at) => `${names[at]}:${JSON.stringify(cell)}`).join()}}`,
  )
  await client.query(
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.join(', ')} FROM json_populate_recordset(NULL::${table}, $1)${end}`,
    [`[${objects.join()}]`],
  )
}

function clientOf<Client>(queries: Queries): Client {
  return (queries as unknown as { $client: Client }).$client
}

import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { dialect } from '../../../src/platform/database/dialect.ts'
import { locks } from '../../../src/platform/database/postgres.ts'
import { filePathOf } from '../../../src/platform/database/sqlite.ts'

type Row = Record<string, unknown>

/** Somebody else at the same database: another process, an operator with a shell, an attacker. */
export interface Outsider {
  all(statement: string): Promise<Row[]>
  run(statements: string): Promise<void>
}

export async function anOutsider(url: string): Promise<Outsider> {
  return dialect === 'sqlite' ? atFile(url) : atServer(url)
}

function atFile(url: string): Outsider {
  const connection = new Sqlite(filePathOf(url))
  onTestFinished(() => {
    connection.close()
  })
  return {
    all: async (statement) => connection.prepare<[], Row>(statement).all(),
    run: async (statements) => {
      connection.exec(statements)
    },
  }
}

async function atServer(url: string): Promise<Outsider> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end())
  return {
    all: async (statement) => (await client.query<Row>(statement)).rows,
    run: async (statements) => {
      await client.query(statements)
    },
  }
}

/** Keeps everybody else's verbs from writing until the returned function is called. */
export async function holdWriteLock(url: string): Promise<() => Promise<void>> {
  return hold(url, `SELECT pg_advisory_xact_lock(${locks.write})`)
}

/** Keeps everybody else from adding to a table until the returned function is called. */
export async function holdTable(url: string, table: string): Promise<() => Promise<void>> {
  return hold(url, `LOCK TABLE ${table} IN EXCLUSIVE MODE`)
}

// SQLite has one lock for everything that is written.
async function hold(url: string, inPostgres: string): Promise<() => Promise<void>> {
  const outsider = await anOutsider(url)
  await outsider.run(dialect === 'sqlite' ? 'BEGIN IMMEDIATE' : `BEGIN; ${inPostgres}`)
  return () => outsider.run('ROLLBACK')
}

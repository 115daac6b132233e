import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { type MockInstance, vi } from 'vitest'
import { dialect } from '../../src/platform/database/dialect.ts'

/** Counts whatever this process asks its database from now on; ended with the test. */
export function countStatements(): { count: () => number } {
  const spies = dialect === 'sqlite' ? onSqlite() : onPostgres()
  return { count: () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0) }
}

function onSqlite(): MockInstance[] {
  const connection = new Sqlite(':memory:')
  const statement = Object.getPrototypeOf(connection.prepare('SELECT 1'))
  connection.close()
  const run = ['all', 'get', 'run', 'iterate'].map((method) => vi.spyOn(statement, method))
  return [...run, vi.spyOn(Sqlite.prototype, 'exec')]
}

// Every query takes a connection from the pool; what listens for changes has one of its own.
function onPostgres(): MockInstance[] {
  return [vi.spyOn(pg.Pool.prototype, 'connect')]
}

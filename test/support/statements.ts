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
  return [...runs(), vi.spyOn(Sqlite.prototype, 'exec')]
}

function runs() {
  const connection = new Sqlite(':memory:')
  const statement = Object.getPrototypeOf(connection.prepare('SELECT 1'))
  connection.close()
  return ['all', 'get', 'run', 'iterate'].map((method) => vi.spyOn(statement, method))
}

/** What SQLite is asked from now on, in order, but for its settings; ended by `vi.restoreAllMocks`. */
export function watchSqlite(): { asked: () => string[]; plans: (url: string, of: RegExp) => string[] } {
  const spies = runs()
  const asked = () =>
    spies
      .flatMap(({ mock }) =>
        mock.contexts.map(({ source }, at) => ({ source, order: mock.invocationCallOrder[at] ?? 0 })),
      )
      .sort((a, b) => a.order - b.order)
      .map(({ source }) => source)
      .filter((source) => !source.startsWith('PRAGMA'))
  return {
    asked,
    plans: (url, of) =>
      plansOf(
        url,
        asked().filter((source) => of.test(source)),
      ),
  }
}

/** How SQLite finds what statements ask for. */
function plansOf(url: string, statements: string[]): string[] {
  const connection = new Sqlite(url.replace('file:', ''), { readonly: true })
  const steps = statements.flatMap((source) =>
    connection
      .prepare<null[], { detail: string }>(`EXPLAIN QUERY PLAN ${source}`)
      .all(...Array.from(source.matchAll(/\?/g), () => null)),
  )
  connection.close()
  return steps.map(({ detail }) => detail)
}

// Every query takes a connection from the pool; what listens for changes has one of its own.
function onPostgres(): MockInstance[] {
  return [vi.spyOn(pg.Pool.prototype, 'connect')]
}

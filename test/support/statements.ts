import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { vi } from 'vitest'
import { dialect } from '../../src/platform/database/dialect.ts'

/** Counts whatever this process asks its database from now on, but whether anything changed; ended with the test. */
export function countStatements(): { count: () => number } {
  return dialect === 'sqlite' ? onSqlite() : onPostgres()
}

function onSqlite() {
  const executed = vi.spyOn(Sqlite.prototype, 'exec')
  const { asked } = watchSqlite()
  return { count: () => executed.mock.calls.length + asked().length }
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
function onPostgres() {
  const connecting = vi.spyOn(pg.Pool.prototype, 'connect')
  return { count: () => connecting.mock.calls.length }
}

import type Sqlite from 'better-sqlite3'
import { boundedMap } from '../bounded-map.ts'

const maxStatements = 500

/**
 * Lets a connection keep the statements that it compiled, by their text: the query builder asks for one anew
 * with each query, and compiling takes longer than most of them run.
 */
export function keepStatements(connection: Sqlite.Database): void {
  const compile = connection.prepare.bind(connection)
  const kept = boundedMap<string, Sqlite.Statement>(maxStatements)
  const prepare = (text: string) => {
    const known = kept.get(text)
    // Whoever used it last may have asked for rows without the names of columns.
    if (known) return known.reader ? known.raw(false) : known
    const statement = compile(text)
    kept.set(text, statement)
    return statement
  }
  connection.prepare = prepare as typeof connection.prepare
}

import { readFileSync } from 'node:fs'

export type Dialect = 'sqlite' | 'postgres'

// Tables are built when their module loads, so the engine is chosen before any configuration is read.
export const dialect: Dialect = dialectOf(fromEnvironment())

/** The engine that a `DATABASE_URL` names: `postgres://…` and `postgresql://…`, else SQLite. */
export function dialectOf(databaseUrl: string): Dialect {
  return /^postgres(ql)?:\/\//.test(databaseUrl) ? 'postgres' : 'sqlite'
}

function fromEnvironment(): string {
  const { DATABASE_URL, DATABASE_URL_FILE } = process.env
  if (DATABASE_URL) return DATABASE_URL
  return DATABASE_URL_FILE ? readFileSync(DATABASE_URL_FILE, 'utf8').trim() : ''
}

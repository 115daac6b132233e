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
  const given = DATABASE_URL?.trim()
  if (given) return given
  const path = DATABASE_URL_FILE?.trim()
  return path ? textOf(path) : ''
}

// A file that cannot be read is a fault of the configuration, which names it in a line of its own.
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

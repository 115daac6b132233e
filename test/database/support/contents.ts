import { dialect } from '../../../src/platform/database/dialect.ts'
import type { Outsider } from './outside.ts'

const tableNames = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
  postgres: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
} as const

const triggerNames = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
  postgres: 'SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname',
} as const

/** Every row of every table, as text that can be compared; `without` leaves a column out. */
export async function contentsOf(outsider: Outsider, without?: string): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {}
  for (const table of await tablesOf(outsider)) {
    if (table === 'applied_migrations') continue
    const rows = await outsider.all(`SELECT * FROM ${table}`)
    contents[table] = rows
      .map((row) => JSON.stringify(Object.entries(row).filter(([name]) => name !== without)))
      .sort()
  }
  return contents
}

async function tablesOf(outsider: Outsider): Promise<string[]> {
  return (await outsider.all(tableNames[dialect])).map(({ name }) => String(name))
}

export async function triggersOf(outsider: Outsider): Promise<string[]> {
  return (await outsider.all(triggerNames[dialect])).map(({ name }) => String(name))
}

import { dialect } from '../../../src/platform/database/dialect.ts'
import { type Migrations, readMigrations } from '../../../src/platform/database/migrations.ts'
import type { Outsider } from './outside.ts'

/** The migrations of a release after this one. */
export function nextRelease(statements: string[]): Migrations {
  const { all, programmable } = readMigrations(dialect)
  return { all: [...all, { tag: '9999_next', hash: 'of no file', statements }], programmable }
}

/**
 * What drizzle generates for a table with a new column `shelf_mark`: in SQLite, for all but the simplest
 * changes, a copy that takes the table's place.
 */
export async function rebuilding(outsider: Outsider, table: string): Promise<string[]> {
  if (dialect === 'postgres') return [`ALTER TABLE "${table}" ADD COLUMN "shelf_mark" text`]

  const made = await outsider.all(
    `SELECT type, sql FROM sqlite_master WHERE tbl_name = '${table}' AND type IN ('table', 'index') AND sql IS NOT NULL`,
  )
  const [create = '', ...indexes] = made.map(({ sql }) => String(sql))
  const columns = (await outsider.all(`PRAGMA table_info(${table})`))
    .map(({ name }) => `"${name}"`)
    .join(', ')
  return [
    'PRAGMA foreign_keys=OFF;',
    create.replace(`\`${table}\` (`, `\`__new_${table}\` (\n\t\`shelf_mark\` text,`),
    `INSERT INTO \`__new_${table}\`(${columns}) SELECT ${columns} FROM \`${table}\`;`,
    `DROP TABLE \`${table}\`;`,
    `ALTER TABLE \`__new_${table}\` RENAME TO \`${table}\`;`,
    'PRAGMA foreign_keys=ON;',
    ...indexes,
  ]
}

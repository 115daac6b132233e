import { dialect } from './dialect.ts'
import {
  type MigrationReport,
  type MigrationStatus,
  type Migrations,
  readMigrations,
  statusOf,
} from './migrations.ts'
import { requireDialect } from './open.ts'

/** Applies what is pending; safe to run from several processes at once. */
export async function migrate(
  url: string,
  migrations: Migrations = readMigrations(dialect),
): Promise<MigrationReport> {
  requireDialect(url, dialect)
  if (dialect === 'sqlite') return (await import('./migrate-sqlite.ts')).migrateSqlite(url, migrations)
  return (await import('./migrate-postgres.ts')).migratePostgres(url, migrations)
}

/** What is applied, what is pending, and what a newer release has applied. */
export async function migrationStatus(url: string): Promise<MigrationStatus> {
  requireDialect(url, dialect)
  return statusOf(readMigrations(dialect), await appliedIn(url))
}

async function appliedIn(url: string): Promise<string[]> {
  if (dialect === 'sqlite') return (await import('./migrate-sqlite.ts')).appliedInSqlite(url)
  return (await import('./migrate-postgres.ts')).appliedInPostgres(url)
}

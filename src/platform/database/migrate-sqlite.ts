import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import { DatabaseFault } from './fault.ts'
import { type MigrationReport, type Migrations, requireKnown, requireNoLoss, statusOf } from './migrations.ts'
import { connectSqlite, filePathOf, isBusy } from './sqlite.ts'

const lockWaitMs = 60_000
const lockRetryMs = 50

const createState =
  'CREATE TABLE IF NOT EXISTS applied_migrations (tag TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL)'

/** The tags applied to a database, in order; none where it was never migrated. */
export function appliedInSqlite(url: string): string[] {
  // Asking must not make the file.
  if (!existsSync(filePathOf(url))) return []
  const connection = connectSqlite(url, 'writer')
  try {
    return tagsOf(connection)
  } finally {
    connection.close()
  }
}

/** Brings a database up to date in one transaction, after a backup of whatever it holds. */
export async function migrateSqlite(url: string, migrations: Migrations): Promise<MigrationReport> {
  mkdirSync(dirname(filePathOf(url)), { recursive: true })
  const connection = connectSqlite(url, 'writer')
  try {
    // A table rebuild would otherwise delete the rows that refer to it. Inside a transaction it cannot be set.
    connection.pragma('foreign_keys = OFF')
    await beginExclusively(connection)
    return apply(connection, url, migrations)
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    connection.close()
  }
}

function apply(connection: Sqlite.Database, url: string, migrations: Migrations): MigrationReport {
  const applied = tagsOf(connection)
  const status = statusOf(migrations, applied)
  requireKnown(status)
  if (status.pending.length === 0) return { applied: [], backup: undefined }

  const backup = applied.length > 0 ? backUp(url, applied.at(-1) ?? '') : undefined
  const before = rowCounts(connection)
  connection.exec(createState)
  for (const migration of migrations.all.filter(({ tag }) => status.pending.includes(tag))) {
    for (const statement of migration.statements) connection.exec(statement)
    connection
      .prepare('INSERT INTO applied_migrations (tag, hash, at) VALUES (?, ?, ?)')
      .run(migration.tag, migration.hash, Date.now())
  }
  connection.exec(migrations.programmable)
  requireNoLoss(before, rowCounts(connection))
  requireReferences(connection)
  connection.exec('COMMIT')
  return { applied: status.pending, backup }
}

async function beginExclusively(connection: Sqlite.Database): Promise<void> {
  const deadline = performance.now() + lockWaitMs
  for (;;) {
    try {
      connection.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      await sleep(lockRetryMs)
    }
  }
}

function tagsOf(connection: Sqlite.Database): string[] {
  const exists = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'applied_migrations'").get()
  if (!exists) return []
  return connection.prepare<[], string>('SELECT tag FROM applied_migrations ORDER BY tag').pluck().all()
}

// Made by a second connection: VACUUM cannot run in the transaction that holds the lock.
function backUp(url: string, lastTag: string): string {
  const file = filePathOf(url)
  const target = join(dirname(file), `before-migration-after-${lastTag}-${Date.now()}.db`)
  const reader = connectSqlite(url, 'reader')
  try {
    reader.prepare('VACUUM INTO ?').run(target)
  } finally {
    reader.close()
  }
  return target
}

function rowCounts(connection: Sqlite.Database): Map<string, number> {
  const names = connection
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all()
  const count = (name: string) =>
    connection.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? 0
  return new Map(names.map((name) => [name, count(name)]))
}

function requireReferences(connection: Sqlite.Database): void {
  const broken = connection.pragma('foreign_key_check')
  if (!Array.isArray(broken) || broken.length === 0) return
  throw new DatabaseFault(
    `The migration would break ${broken.length} references between rows; nothing was changed`,
  )
}

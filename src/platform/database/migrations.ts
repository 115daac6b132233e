import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { packageFile } from '../package-file.ts'
import type { Dialect } from './dialect.ts'
import { DatabaseFault } from './fault.ts'

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) })

interface Migration {
  tag: string
  hash: string
  statements: string[]
}

export interface Migrations {
  /** In the order in which they apply. */
  all: Migration[]
  /** Triggers and indexes that drizzle cannot write; reapplied after every migration. */
  programmable: string
}

export interface MigrationStatus {
  applied: string[]
  pending: string[]
  /** In the database but unknown here: it was migrated by a newer release. */
  unknown: string[]
}

/** What one run of the migrator did. */
export interface MigrationReport {
  applied: string[]
  backup: string | undefined
}

/** Reads the committed migrations of one engine. */
export function readMigrations(dialect: Dialect): Migrations {
  const folder = fileURLToPath(packageFile(`migrations/${dialect}/`))
  const journal = journalSchema.parse(JSON.parse(readFileSync(`${folder}meta/_journal.json`, 'utf8')))
  const programmable = `${folder}programmable.sql`
  return {
    all: journal.entries.map(({ tag }) => readMigration(folder, tag)),
    programmable: existsSync(programmable) ? readFileSync(programmable, 'utf8') : '',
  }
}

/** Compares what is applied with what this release knows. */
export function statusOf(migrations: Migrations, applied: string[]): MigrationStatus {
  const known = new Set(migrations.all.map((migration) => migration.tag))
  return {
    applied,
    pending: migrations.all.filter(({ tag }) => !applied.includes(tag)).map(({ tag }) => tag),
    unknown: applied.filter((tag) => !known.has(tag)),
  }
}

/** Refuses a database that a newer release has migrated. */
export function requireKnown(status: MigrationStatus): void {
  if (status.unknown.length === 0) return
  throw new DatabaseFault(
    `The database was migrated by a newer release (${status.unknown.join(', ')}); start that release instead`,
  )
}

/** Refuses a database that is not as this release made it: behind, or ahead of it; `name` is what people know it by. */
export function requireCurrent(status: MigrationStatus, name: string): void {
  requireKnown(status)
  if (status.pending.length === 0) return
  throw new DatabaseFault(
    status.applied.length === 0
      ? `There are no tables in ${name} yet; make them with: wirecopy migrate; or set DATA_DIR or DATABASE_URL to another database`
      : `The database lacks ${status.pending.join(', ')}; bring it up to date with: wirecopy migrate`,
  )
}

/** Refuses a migration after which a table holds fewer rows than before, or is gone with its rows. */
export function requireNoLoss(before: Map<string, number>, after: Map<string, number>): void {
  for (const [name, rows] of before) {
    const now = after.get(name) ?? 0
    if (now < rows) {
      throw new DatabaseFault(
        `The migration would lose rows of ${name} (${rows} before, ${now} after); nothing was changed`,
      )
    }
  }
}

function readMigration(folder: string, tag: string): Migration {
  const sql = readFileSync(`${folder}${tag}.sql`, 'utf8')
  return {
    tag,
    hash: createHash('sha256').update(sql).digest('hex'),
    statements: sql.split('--> statement-breakpoint').map((statement) => statement.trim()),
  }
}

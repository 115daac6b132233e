import type { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { dialect } from '../platform/database/dialect.ts'
import { migrate, migrationStatus } from '../platform/database/migrate.ts'
import type { MigrationReport, MigrationStatus } from '../platform/database/migrations.ts'
import { verb } from './commands.ts'
import { table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy migrate` and `wirecopy migrate status`. */
export function migrateCommands(program: Command, terminal: Terminal): void {
  const command = verb(
    program,
    'migrate',
    'bring the database up to date; on SQLite after a backup of it',
    'wirecopy migrate',
  ).action(async ({ json }: { json?: boolean }) => {
    const report = await migrate(loadConfig(terminal.env).databaseUrl)
    answer(terminal, json, { applied: report.applied, backup: report.backup ?? null }, told(report))
  })
  verb(command, 'status', 'say what is applied and what is pending', 'wirecopy migrate status').action(
    async ({ json }: { json?: boolean }) => {
      const found = await migrationStatus(loadConfig(terminal.env).databaseUrl)
      answer(terminal, json, found, statusTable(found, terminal))
    },
  )
}

function told({ applied, backup }: MigrationReport): string {
  if (applied.length === 0) return 'There was nothing to apply: the database is up to date.'
  const saved = backup ? `\nThe database as it was before: ${backup}` : ''
  return `Applied ${applied.join(', ')}.${saved}${dialect === 'postgres' ? '\nBackups of PostgreSQL are yours to make.' : ''}`
}

function statusTable({ applied, pending, unknown }: MigrationStatus, { stdout }: Terminal): string {
  const rows = [...applied, ...pending].map((tag) => ({ tag, state: stateOf(tag) }))
  const list = table(
    rows,
    [
      { title: 'MIGRATION', of: ({ tag }) => tag },
      { title: 'STATE', of: ({ state }) => state },
    ],
    stdout,
  )
  return pending.length > 0 ? `${list}\nApply what is pending: wirecopy migrate` : list

  function stateOf(tag: string): string {
    if (unknown.includes(tag)) return 'applied by a newer release'
    return applied.includes(tag) ? 'applied' : 'pending'
  }
}

import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { dialect } from './dialect.ts'
import { readMigrations } from './migrations.ts'
import { connectSqlite } from './sqlite.ts'
import { sealedSecrets } from './tables.ts'

const maxFaults = 5
const triggerNames = /^CREATE TRIGGER (\w+)/gm

const triggerCatalog =
  dialect === 'sqlite'
    ? { name: sql<string>`name`, rows: sql`sqlite_master` }
    : { name: sql<string>`tgname`, rows: sql`pg_trigger` }

/** Writes a row and takes it back; throws where the database takes no writes. */
export async function tryWriting(database: Database): Promise<void> {
  const takenBack = new Error('The trial is over')
  const trial = database.write(async (tx) => {
    await tx.insert(sealedSecrets).values({ name: 'trial', sealed: '' })
    throw takenBack
  })
  await trial.catch((error: unknown) => {
    if (error !== takenBack) throw error
  })
}

/**
 * What is wrong with the file of a SQLite database: damaged pages, and rows that refer to rows which are
 * not there. PostgreSQL looks after both by itself.
 */
export function faultsInFile(url: string): string[] {
  const connection = connectSqlite(url, 'reader')
  try {
    const damage = connection.prepare<[], string>(`PRAGMA integrity_check(${maxFaults})`).pluck().all()
    const dangling = connection.prepare<[], string>('PRAGMA foreign_key_check').pluck().all()
    return [
      ...damage.filter((line) => line !== 'ok'),
      ...[...new Set(dangling)].map((name) => `rows of ${name} refer to rows that are not there`),
    ]
  } finally {
    connection.close()
  }
}

/** The triggers that keep history from being rewritten, as far as they are missing. */
export async function missingTriggers({ read }: Database): Promise<string[]> {
  const wanted = [...readMigrations(dialect).programmable.matchAll(triggerNames)].map(([, name = '']) => name)
  const { name, rows } = triggerCatalog
  const found = await read.select({ name }).from(rows).where(sql`${name} IN ${wanted}`).limit(wanted.length)
  return wanted.filter((trigger) => !found.some((one) => one.name === trigger))
}

import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Sealer } from '../secrets/sealed.ts'
import type { Database, DatabaseOptions, Queries } from './database.ts'
import { type Dialect, dialect, dialectOf } from './dialect.ts'
import { DatabaseFault } from './fault.ts'
import { sealedSecrets } from './tables.ts'

const auditKeyBytes = 32

/** Opens a migrated database; its engine must be the one that this process was started for. */
export async function openDatabase(
  options: Omit<DatabaseOptions, 'auditKey'>,
  sealer: Sealer,
): Promise<Database> {
  requireDialect(options.url, dialect)
  // Every transaction reads the key when it begins; it can only be read from an open database.
  const settings: DatabaseOptions = { ...options, auditKey: Buffer.alloc(0) }
  const database = await openEngine(settings)
  settings.auditKey = await auditKey(database, sealer)
  return database
}

/** Throws where a URL names another engine than the one whose tables this process has loaded. */
export function requireDialect(url: string, expected: Dialect): void {
  if (dialectOf(url) !== expected) {
    throw new DatabaseFault(`This process was started for ${expected}; DATABASE_URL names another engine`)
  }
}

async function openEngine(options: DatabaseOptions): Promise<Database> {
  if (dialect === 'sqlite') return (await import('./sqlite.ts')).openSqlite(options)
  return (await import('./postgres.ts')).openPostgres(options)
}

// A random key sealed under SECRET_KEY, so that SECRET_KEY can change and the audit chain still verifies.
async function auditKey(database: Database, sealer: Sealer): Promise<Buffer> {
  const stored = (await find(database.read)) ?? (await database.write((tx) => create(tx, sealer)))
  const { plain, stale } = sealer.open('audit', stored)
  if (stale) {
    const sealed = sealer.seal('audit', plain)
    await database.write(async (tx) => {
      await tx.update(sealedSecrets).set({ sealed }).where(eq(sealedSecrets.name, 'audit'))
    })
  }
  return plain
}

async function create(tx: Queries, sealer: Sealer): Promise<string> {
  const sealed = sealer.seal('audit', randomBytes(auditKeyBytes))
  await tx.insert(sealedSecrets).values({ name: 'audit', sealed }).onConflictDoNothing()
  return (await find(tx)) ?? sealed
}

async function find(queries: Queries): Promise<string | undefined> {
  const [row] = await queries.select().from(sealedSecrets).where(eq(sealedSecrets.name, 'audit')).limit(1)
  return row?.sealed
}

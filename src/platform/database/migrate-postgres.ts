import pg from 'pg'
import { type MigrationReport, type Migrations, requireKnown, requireNoLoss, statusOf } from './migrations.ts'
import { locks } from './postgres.ts'

const connectMs = 10_000

const createState =
  'CREATE TABLE IF NOT EXISTS applied_migrations (tag text PRIMARY KEY, hash text NOT NULL, at bigint NOT NULL)'

/** The tags applied to a database, in order; none where it was never migrated. */
export async function appliedInPostgres(url: string): Promise<string[]> {
  return withClient(url, tagsOf)
}

/** Brings a database up to date in one transaction. Backups of a PostgreSQL server are its operator's. */
export async function migratePostgres(url: string, migrations: Migrations): Promise<MigrationReport> {
  return withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [locks.migrate])
    const applied = await tagsOf(client)
    const status = statusOf(migrations, applied)
    requireKnown(status)
    if (status.pending.length > 0) await apply(client, migrations, status.pending)
    return { applied: status.pending, backup: undefined }
  })
}

async function apply(client: pg.Client, migrations: Migrations, pending: string[]): Promise<void> {
  await client.query('BEGIN')
  // Running nodes of the previous release wait until the new shape is whole.
  await client.query('SELECT pg_advisory_xact_lock($1)', [locks.write])
  const before = await rowCounts(client)
  await client.query(createState)
  for (const migration of migrations.all.filter(({ tag }) => pending.includes(tag))) {
    for (const statement of migration.statements) await client.query(statement)
    await client.query('INSERT INTO applied_migrations (tag, hash, at) VALUES ($1, $2, $3)', [
      migration.tag,
      migration.hash,
      Date.now(),
    ])
  }
  if (migrations.programmable) await client.query(migrations.programmable)
  requireNoLoss(before, await rowCounts(client))
  await client.query('COMMIT')
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function tagsOf(client: pg.Client): Promise<string[]> {
  const { rows: state } = await client.query("SELECT to_regclass('applied_migrations') AS name")
  if (!state[0]?.name) return []
  const { rows } = await client.query<{ tag: string }>('SELECT tag FROM applied_migrations ORDER BY tag')
  return rows.map((row) => row.tag)
}

async function rowCounts(client: pg.Client): Promise<Map<string, number>> {
  const { rows: tables } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  )
  const counts = new Map<string, number>()
  for (const { name } of tables) {
    const { rows } = await client.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM ${pg.escapeIdentifier(name)}`,
    )
    counts.set(name, Number(rows[0]?.rows ?? 0))
  }
  return counts
}

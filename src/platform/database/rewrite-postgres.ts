import pg from 'pg'

const lockWaitMs = 10_000
const connectMs = 5_000

/** Writes tables anew, and the statistics, which hold values of them. */
export async function rewriteTables(url: string, tables: readonly string[]): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    options: `-c lock_timeout=${lockWaitMs}`,
  })
  await client.connect()
  try {
    for (const table of tables) await client.query(`VACUUM (FULL, ANALYZE) ${client.escapeIdentifier(table)}`)
    await client.query('VACUUM (FULL) pg_catalog.pg_statistic')
  } finally {
    await client.end()
  }
}

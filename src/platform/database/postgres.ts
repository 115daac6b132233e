import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { Problem } from '../../problems.ts'
import { AppendQueue, type PendingAppend } from './append-queue.ts'
import { type Database, type DatabaseOptions, type Queries, transactionOn } from './database.ts'
import { watchPostgres } from './postgres-watch.ts'

/** Advisory lock numbers of this product; every writer of one database takes the same. */
export const locks = { write: 8_746_001, migrate: 8_746_002 } as const

const poolSize = 10
const lockWaitMs = 5_000
const statementMs = 15_000
const connectMs = 5_000
const appendTries = 3

const lockNotAvailable = '55P03'
const deadlockDetected = '40P01'
const diskFull = '53100'

export function queriesOn(client: pg.Pool | pg.PoolClient | pg.Client): Queries {
  // PostgreSQL's builders are called as SQLite's are; columns.ts keeps to what both have.
  return drizzle(client, { casing: 'snake_case' }) as unknown as Queries
}

export async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: poolSize,
    connectionTimeoutMillis: connectMs,
    options: `-c lock_timeout=${lockWaitMs} -c statement_timeout=${statementMs} -c timezone=UTC`,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const watch = await watchPostgres(options.url)
  const appends = new AppendQueue((pending) => appendAll(pool, pending))
  let fault: string | undefined

  return {
    dialect: 'postgres',
    read: queriesOn(pool),
    freshness: watch.freshness,
    get auditKey() {
      return options.auditKey
    },
    async write(work) {
      const outcome = await transact(pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock($1)', [locks.write])
        const tx = transactionOn(queriesOn(client), options)
        const result = await work(tx)
        if (tx.invalidated.length > 0) await client.query(`NOTIFY ${watch.channel}`)
        return { result, invalidated: tx.invalidated }
      }).catch((error: unknown) => {
        fault = codeOf(error) === diskFull ? diskFull : undefined
        throw named(error)
      })
      fault = undefined
      watch.freshness.drop(outcome.invalidated)
      return outcome.result
    },
    append: (work) => appends.add(work),
    writeFault: () => fault,
    async close() {
      await appends.drained()
      await watch.close()
      await pool.end()
    },
  }
}

async function transact<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const outcome = await work(client)
    // A connection lost here leaves the outcome unknown: the caller is told, nothing is retried.
    await client.query('COMMIT')
    return outcome
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function appendAll(pool: pg.Pool, pending: PendingAppend[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact(pool, (client) => runPending(client, pending))
    } catch (error) {
      if (attempt === appendTries || codeOf(error) !== deadlockDetected) throw error
    }
  }
}

async function runPending(client: pg.PoolClient, pending: PendingAppend[]): Promise<void> {
  const queries = queriesOn(client)
  for (const append of pending) {
    await client.query('SAVEPOINT one_append')
    try {
      await append.work(queries)
      await client.query('RELEASE one_append')
    } catch (error) {
      if (codeOf(error) === deadlockDetected) throw error
      await client.query('ROLLBACK TO one_append')
      append.fail(error)
    }
  }
}

function named(error: unknown): unknown {
  if (codeOf(error) === lockNotAvailable) {
    return new Problem('unavailable', {
      detail: 'Another process is writing.',
      headers: { 'Retry-After': '1' },
    })
  }
  return codeOf(error) === diskFull ? new Problem('storage-full') : error
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

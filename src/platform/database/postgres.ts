import { setTimeout } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { Problem } from '../../problems.ts'
import { AppendQueue, type PendingAppend } from './append-queue.ts'
import { AroundWrites } from './around-writes.ts'
import { type Database, type DatabaseOptions, type Queries, transactionOn } from './database.ts'
import { channel, PostgresWatch } from './postgres-watch.ts'
import { lockWaitMs, Turns, waitedTooLong } from './turns.ts'

/** Advisory lock numbers of this product; every writer of one database takes the same. */
export const locks = { write: 8_746_001, migrate: 8_746_002 } as const

const poolSize = 10
const statementMs = 15_000
const connectMs = 5_000
const maxTries = 3
const yieldMs = 20

// A node that vanished in the middle of a write must not keep the others from writing.
const sessionSettings = {
  lock_timeout: lockWaitMs,
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: statementMs,
  timezone: 'UTC',
}

const lockNotAvailable = '55P03'
// The server has rolled such a transaction back and says so: it can be done once more.
const rolledBack = ['40P01', '40001']
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
    options: Object.entries(sessionSettings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  })
  // A connection that breaks fails its query and is replaced; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const watch = new PostgresWatch(options.url)
  await watch.open()
  const storage = new Storage()
  const around = new AroundWrites(watch.freshness, options.journal)
  // Here, not in the server: waiting writes would otherwise hold every connection, and reads find none.
  const turns = new Turns()
  const appends = new AppendQueue((pending) =>
    storage.watched(() => transact(pool, 'BEGIN', (client) => runPending(client, pending))),
  )

  return {
    dialect: 'postgres',
    read: queriesOn(pool),
    freshness: watch.freshness,
    signals: around.signals,
    get auditKey() {
      return options.auditKey
    },
    async write(work) {
      await around.before()
      const { outcome, tx } = await turns.take((deadline) =>
        storage.watched(() =>
          transact(pool, beginWrite(deadline), async (client) => {
            const tx = transactionOn(queriesOn(client), options)
            const outcome = await work(tx)
            if (tx.invalidated.length > 0) await client.query(`NOTIFY ${channel}`)
            return { outcome, tx }
          }),
        ),
      )
      await around.after(tx)
      return outcome
    },
    append: (work) => appends.add(work),
    writeFault: () => storage.fault ?? around.fault,
    async close() {
      await appends.drained()
      await turns.over()
      await watch.close()
      await pool.end()
    },
  }
}

/** Knows whether the server's disk took the last write. */
class Storage {
  fault: string | undefined

  async watched<T>(write: () => Promise<T>): Promise<T> {
    try {
      const outcome = await write()
      this.fault = undefined
      return outcome
    } catch (error) {
      const code = codeOf(error)
      if (code === lockNotAvailable) throw waitedTooLong()
      if (code !== diskFull) throw error
      this.fault = code
      throw new Problem('storage-full')
    }
  }
}

// One round trip. Change number and audit head are read after the lock is ours, so that they are the newest.
function beginWrite(deadline: number): string {
  const leftMs = Math.max(1, Math.round(deadline - performance.now()))
  return `BEGIN; SET LOCAL lock_timeout = ${leftMs}; SELECT pg_advisory_xact_lock(${locks.write}); SET LOCAL lock_timeout = ${lockWaitMs}`
}

// Somebody else may hold what a transaction needs, and need what it holds; one of both is then rolled back.
async function transact<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(pool, begin, work)
    } catch (error) {
      if (attempt === maxTries || !wasRolledBack(error)) throw error
      // Whoever waited for what we held takes it now; without a pause we would take it again, and be in its way again.
      await setTimeout(attempt * yieldMs)
    }
  }
}

async function transactOnce<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
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

async function runPending(client: pg.PoolClient, pending: PendingAppend[]): Promise<void> {
  const queries = queriesOn(client)
  for (const append of pending) {
    await client.query('SAVEPOINT one_append')
    try {
      await append.work(queries)
      await client.query('RELEASE one_append')
    } catch (error) {
      // Neither a deadlock nor the disk is the fault of a single append.
      if (wasRolledBack(error) || codeOf(error) === diskFull) throw error
      await client.query('ROLLBACK TO one_append')
      append.fail(error)
    }
  }
}

function wasRolledBack(error: unknown): boolean {
  return rolledBack.includes(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

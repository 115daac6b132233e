import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { Problem } from '../../problems.ts'
import { AppendQueue, type PendingAppend } from './append-queue.ts'
import { AroundWrites } from './around-writes.ts'
import { type Database, type DatabaseOptions, type Queries, transactionOn } from './database.ts'
import { checkEveryMs, Freshness, trustForMs } from './freshness.ts'
import { type Invalidation, subjectsAfter } from './invalidations.ts'
import { keepStatements } from './statements.ts'
import { Turns, waitedTooLong } from './turns.ts'

const openWaitMs = 5_000
const openRetryMs = 20
const mendingWaitMs = 1_000
const lockRetryMs = 4
// After a turn this long other processes get theirs, before whoever writes much in a row goes on.
const longTurnMs = 20
const letOthersMs = 3 * lockRetryMs
const cacheKiB = 64 * 1024
const diskFull = 'SQLITE_FULL'

/** The file path of a `file:` URL, relative to the working directory as SQLite reads it. */
export function filePathOf(url: string): string {
  return url.replace(/^file:(\/\/)?/, '')
}

/** Opens a file with the settings that every connection of ours has. */
export function connectSqlite(url: string, mode: 'writer' | 'reader'): Sqlite.Database {
  const connection = new Sqlite(filePathOf(url), { readonly: mode === 'reader', timeout: openWaitMs })
  if (mode === 'writer') keepLog(connection)
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  // What is deleted is overwritten, not only forgotten: names and addresses are among it.
  connection.pragma('secure_delete = ON')
  connection.pragma(`cache_size = -${cacheKiB}`)
  // A busy timeout blocks the event loop; writers wait for their lock asynchronously instead. Readers wait
  // for nothing but another process that mends the log after a crash.
  connection.pragma(`busy_timeout = ${mode === 'writer' ? 0 : mendingWaitMs}`)
  return connection
}

// Of two processes that make a file and want a log at once SQLite refuses one without waiting, lest both wait for ever.
function keepLog(connection: Sqlite.Database): void {
  const deadline = performance.now() + openWaitMs
  for (;;) {
    try {
      connection.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, openRetryMs)
    }
  }
}

export function queriesOn(connection: Sqlite.Database): Queries {
  keepStatements(connection)
  // The driver is synchronous, but every builder can be awaited as the asynchronous ones are.
  return drizzle(connection, { casing: 'snake_case' }) as unknown as Queries
}

export function openSqlite(options: DatabaseOptions): Database {
  const writer = connectSqlite(options.url, 'writer')
  const reader = connectSqlite(options.url, 'reader')
  const read = queriesOn(reader)
  const writing = queriesOn(writer)
  const freshness = watch(reader)
  const around = new AroundWrites(freshness, options.journal)
  const lock = new WriteLock(writer, options.onFatal)
  const appends = new AppendQueue((pending) => lock.run(() => runPending(writer, writing, pending)))

  return {
    dialect: 'sqlite',
    read,
    freshness,
    signals: around.signals,
    get auditKey() {
      return options.auditKey
    },
    async write(work) {
      await around.before()
      const { outcome, tx } = await lock.run(async () => {
        const tx = transactionOn(writing, options)
        return { outcome: await work(tx), tx }
      })
      await around.after(tx)
      return outcome
    },
    append: (work) => appends.add(work),
    writeFault: () => lock.fault ?? around.fault,
    async close() {
      await appends.drained()
      await lock.idle()
      reader.close()
      writer.close()
    },
  }
}

/** One writer at a time in this process, one at a time among processes; waits without blocking. */
class WriteLock {
  fault: string | undefined
  private othersFirst = false
  private readonly turns = new Turns()
  private readonly connection: Sqlite.Database
  private readonly onFatal: (code: string) => void

  constructor(connection: Sqlite.Database, onFatal: (code: string) => void) {
    this.connection = connection
    this.onFatal = onFatal
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.take((deadline) => this.transact(work, deadline))
  }

  async idle(): Promise<void> {
    await this.turns.over()
  }

  private async transact<T>(work: () => Promise<T>, deadline: number): Promise<T> {
    await this.begin(deadline)
    const since = performance.now()
    let yielded = false
    let over = false
    // Runs once no promise is left to continue: a write that awaits the database alone is over by then.
    process.nextTick(() => {
      yielded = !over
    })
    try {
      const outcome = await work()
      // Other requests would have waited for whatever this one awaited between BEGIN and COMMIT.
      if (yielded) throw new Error('A write awaited something other than the database')
      if (performance.now() - since > longTurnMs) this.othersFirst = true
      this.connection.exec('COMMIT')
      this.fault = undefined
      return outcome
    } catch (error) {
      const told = this.named(error)
      if (this.connection.inTransaction) this.connection.exec('ROLLBACK')
      throw told
    } finally {
      over = true
    }
  }

  private async begin(deadline: number): Promise<void> {
    // Whoever writes again and again awaits nothing but the database, which never waits: nobody else would run.
    await setImmediate()
    if (this.othersFirst) await sleep(letOthersMs)
    this.othersFirst = false
    for (;;) {
      try {
        this.connection.exec('BEGIN IMMEDIATE')
        return
      } catch (error) {
        if (!isBusy(error)) throw this.named(error)
        if (performance.now() > deadline) throw waitedTooLong()
        await sleep(lockRetryMs * (0.5 + Math.random()))
      }
    }
  }

  private named(error: unknown): unknown {
    const code = sqliteCode(error)
    if (isIoError(code)) {
      this.fault = code
      this.onFatal(code)
    }
    if (code !== diskFull) return error
    this.fault = code
    return new Problem('storage-full')
  }
}

async function runPending(
  connection: Sqlite.Database,
  queries: Queries,
  pending: PendingAppend[],
): Promise<void> {
  for (const append of pending) {
    connection.exec('SAVEPOINT one_append')
    try {
      await append.work(queries)
      connection.exec('RELEASE one_append')
    } catch (error) {
      // The disk is the fault of no single append: nothing of this commit can be stored.
      if (!connection.inTransaction || isStorageFault(error)) throw error
      connection.exec('ROLLBACK TO one_append')
      connection.exec('RELEASE one_append')
      append.fail(error)
    }
  }
}

function watch(reader: Sqlite.Database): Freshness {
  const dataVersion = reader.prepare('PRAGMA data_version').pluck()
  const newest = reader.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM invalidations').pluck()
  const after = reader.prepare<[number], Invalidation>(
    'SELECT seq, subject FROM invalidations WHERE seq > ? ORDER BY seq DESC LIMIT 1000',
  )
  let seen = { version: dataVersion.get(), seq: newest.get() ?? 0 }
  let checkedAt = performance.now()

  const freshness = new Freshness(() => {
    const now = performance.now()
    if (now - checkedAt <= checkEveryMs) return true
    try {
      look()
      checkedAt = now
    } catch {
      // Caches are bypassed in a second, health says so, and whatever reads next meets the fault itself.
    }
    return now - checkedAt <= trustForMs
  })

  function look(): void {
    const version = dataVersion.get()
    if (version === seen.version) return
    const rows = after.all(seen.seq)
    const subjects = subjectsAfter(seen.seq, rows)
    seen = { version, seq: rows[0]?.seq ?? seen.seq }
    freshness.drop(subjects)
  }
  return freshness
}

export function isBusy(error: unknown): boolean {
  return sqliteCode(error)?.startsWith('SQLITE_BUSY') ?? false
}

function isStorageFault(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === diskFull || isIoError(code)
}

function isIoError(code: string | undefined): code is string {
  return code?.startsWith('SQLITE_IOERR') ?? false
}

function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return sqliteCode(error.cause)
}

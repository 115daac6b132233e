import type { EventEmitter } from 'node:events'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Instant } from '../clock.ts'
import type { Dialect } from './dialect.ts'
import type { Freshness } from './freshness.ts'
import type { Journal } from './journal.ts'

/** Statements without transaction control. Every query must be awaited: one that is not never runs. */
export type Queries = BaseSQLiteDatabase<'async', unknown>

/** The one writing transaction: its time is fixed; what it invalidates is dropped, and what it signals told, after COMMIT. */
export type Tx = Queries & {
  readonly now: Instant
  /** What it runs on, whose statements outlive it. */
  readonly connection: Queries
  readonly auditKey: Buffer
  readonly invalidated: string[]
  readonly signals: Set<string>
  /** Lines for the journal: on disk after COMMIT, and before the write is answered. */
  readonly journaled: string[]
}

export interface Database {
  readonly dialect: Dialect
  readonly read: Queries
  /** What the audit log is chained with; needed to verify it. */
  readonly auditKey: Buffer
  readonly freshness: Freshness
  /** Tells this process alone, at once and without caches, of a name that a committed write has signaled. */
  readonly signals: EventEmitter
  /**
   * Runs a verb in the one writing transaction; only database calls may be awaited inside.
   * Throws the problem `unavailable` when the lock is not free within 5 s.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Adds rows that no verb checks, grouped into one commit; resolves after that commit. */
  append<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  /** Why writing is impossible right now, for health; undefined when the last write went well. */
  writeFault(): string | undefined
  close(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  now: () => Instant
  auditKey: Buffer
  journal: Journal
  /** Called when nothing more may be acknowledged: the disk failed under a write. */
  onFatal: (code: string) => void
}

/** A transaction over one connection's queries, with its own time and list of invalidated subjects. */
export function transactionOn(queries: Queries, { now, auditKey }: DatabaseOptions): Tx {
  return Object.assign(Object.create(queries), {
    now: now(),
    connection: queries,
    auditKey,
    invalidated: [],
    signals: new Set(),
    journaled: [],
  })
}

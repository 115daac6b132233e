import { sql } from 'drizzle-orm'
import type { Database, Queries } from '../platform/database/database.ts'
import { usage } from './tables.ts'

const flushMs = 500
const usualMax = 20_000
const rowsPerInsert = 200

export type UsageRow = typeof usage.$inferSelect
type UsageKey = Omit<UsageRow, 'count'>

interface Told {
  onError: (error: unknown) => void
  /** Called when counts are written again, with how many were lost since the last time. */
  onDropped: (count: number) => void
}

interface UsageOptions extends Told {
  /** How many different ones are remembered until they are written. */
  max?: number
}

/** Counts fetches in memory and writes them within a second; a crash loses at most that second. */
export class UsageCounter {
  /** Fetches that were not counted, since this process had too many to remember. */
  dropped = 0
  private counts = new Map<string, UsageRow>()
  private readonly database: Database
  private readonly told: Told
  private readonly timer: NodeJS.Timeout
  private flushing: Promise<void> | undefined
  private failing = false
  private droppedTold = 0
  private readonly max: number

  constructor(database: Database, { max = usualMax, ...told }: UsageOptions) {
    this.database = database
    this.told = told
    this.max = max
    this.timer = setInterval(() => {
      if (!this.flushing) void this.flush()
    }, flushMs)
    this.timer.unref()
  }

  count(key: UsageKey): void {
    const name = `${key.partnerId}${key.articleId}${key.format}${key.day}`
    const row = this.counts.get(name)
    if (row) {
      row.count += 1
      return
    }
    // Not while flushing fails: every fetch would try it anew.
    if (this.counts.size >= this.max && !this.flushing && !this.failing) void this.flush()
    this.keep(name, { ...key, count: 1 })
  }

  /**
   * Resolves when everything counted so far is written. A failure is told to `onError` alone, since whoever
   * reads usage has not caused it; what could not be written is counted again the next time.
   */
  async flush(): Promise<void> {
    const flushing = this.writeAfter(this.flushing).finally(() => {
      if (this.flushing === flushing) this.flushing = undefined
    })
    this.flushing = flushing
    await flushing
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.flush()
    this.tellDropped()
  }

  private keep(name: string, row: UsageRow): void {
    if (this.counts.size < this.max) this.counts.set(name, row)
    else this.dropped += row.count
  }

  private tellDropped(): void {
    const count = this.dropped - this.droppedTold
    this.droppedTold = this.dropped
    if (count > 0) this.told.onDropped(count)
  }

  // Whoever finds the counts full relies on their being taken at once where nothing is under way.
  private async writeAfter(earlier: Promise<void> | undefined): Promise<void> {
    if (earlier) await earlier
    if (this.counts.size === 0) return
    const pending = this.counts
    this.counts = new Map()
    // In one order on every node, so that two nodes never wait for each other's rows.
    const rows = [...pending.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
    try {
      await this.database.append((queries) => add(queries, rows))
      this.failing = false
      this.tellDropped()
    } catch (error) {
      this.failing = true
      this.countAgain(pending)
      this.told.onError(error)
    }
  }

  private countAgain(pending: Map<string, UsageRow>): void {
    for (const [name, row] of pending) {
      const newer = this.counts.get(name)
      if (newer) newer.count += row.count
      else this.keep(name, row)
    }
  }
}

async function add(queries: Queries, rows: UsageRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerInsert) {
    await queries
      .insert(usage)
      .values(rows.slice(from, from + rowsPerInsert))
      .onConflictDoUpdate({
        target: [usage.partnerId, usage.articleId, usage.format, usage.day],
        set: { count: sql`${usage.count} + excluded.count` },
      })
  }
}

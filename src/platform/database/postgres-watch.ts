import pg from 'pg'
import { Freshness, trustForMs } from './freshness.ts'
import { type Invalidation, subjectsAfter } from './invalidations.ts'

const pollMs = 500
// Longer than a check may be old: a slow server is waited for, while the caches are bypassed.
const patienceMs = 5_000

/** What a write that invalidated something notifies. */
export const channel = 'wirecopy_invalidations'

const newestSql = 'SELECT coalesce(max(seq), 0)::int8 AS seq FROM invalidations'
const afterSql = 'SELECT seq, subject FROM invalidations WHERE seq > $1 ORDER BY seq DESC LIMIT 1000'

/** Listens for other nodes' invalidations on a connection of its own, and polls in case one is lost. */
export class PostgresWatch {
  readonly freshness = new Freshness(() => performance.now() - this.checkedAt <= trustForMs)
  private readonly url: string
  private seq = 0
  private checkedAt = performance.now()
  private client: pg.Client | undefined
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  private lookAgain = false
  private closed = false

  constructor(url: string) {
    this.url = url
  }

  async open(): Promise<void> {
    const client = await this.connect()
    const { rows } = await client.query<{ seq: string }>(newestSql)
    this.seq = Number(rows[0]?.seq ?? 0)
    this.timer = setInterval(() => this.look(), pollMs)
    this.timer.unref()
  }

  async close(): Promise<void> {
    this.closed = true
    clearInterval(this.timer)
    await this.looking
    await this.client?.end()
  }

  // One look at a time. Failing is not an error here: a second later caches are bypassed, and health says so.
  private look(): void {
    this.lookAgain = this.looking !== undefined
    if (this.closed || this.looking) return
    this.looking = this.ask()
      .catch(() => undefined)
      .finally(() => {
        this.looking = undefined
        if (this.lookAgain) this.look()
      })
  }

  private async ask(): Promise<void> {
    const asked = performance.now()
    const rows = await this.newRows(this.client ?? (await this.connect()))
    const found: Invalidation[] = rows.map((row) => ({ seq: Number(row.seq), subject: row.subject }))
    const subjects = subjectsAfter(this.seq, found)
    this.seq = found[0]?.seq ?? this.seq
    this.freshness.drop(subjects)
    this.checkedAt = asked
  }

  private async newRows(client: pg.Client): Promise<{ seq: string; subject: string }[]> {
    try {
      return (await client.query<{ seq: string; subject: string }>(afterSql, [this.seq])).rows
    } catch (error) {
      this.abandon(client)
      throw error
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
    })
    client.on('error', () => this.abandon(client))
    client.on('notification', () => this.look())
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
    } catch (error) {
      this.abandon(client)
      throw error
    }
    this.client = client
    return client
  }

  private abandon(broken: pg.Client): void {
    if (this.client === broken) this.client = undefined
    broken.end().catch(() => undefined)
  }
}

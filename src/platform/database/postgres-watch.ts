import pg from 'pg'
import { Freshness, trustForMs } from './freshness.ts'
import { type Invalidation, subjectsAfter } from './invalidations.ts'

const pollMs = 500
const reconnectMs = 1_000
const channel = 'wirecopy_invalidations'

const newestSql = 'SELECT coalesce(max(seq), 0)::int8 AS seq FROM invalidations'
const afterSql = 'SELECT seq, subject FROM invalidations WHERE seq > $1 ORDER BY seq DESC LIMIT 1000'

interface Watch {
  channel: string
  freshness: Freshness
  close(): Promise<void>
}

/** Listens for other nodes' invalidations on a connection of its own, and polls in case one is lost. */
export async function watchPostgres(url: string): Promise<Watch> {
  let seq = 0
  let checkedAt = performance.now()
  let client: pg.Client | undefined
  let looking: Promise<void> | undefined
  let closed = false

  const freshness = new Freshness(() => performance.now() - checkedAt <= trustForMs)

  async function connect(): Promise<void> {
    const fresh = listener(url)
    fresh.on('error', () => {
      client = undefined
    })
    fresh.on('notification', () => void look())
    await fresh.connect()
    await fresh.query(`LISTEN ${channel}`)
    client = fresh
  }

  async function ask(): Promise<void> {
    const asked = performance.now()
    if (!client) await connect()
    const { rows } = (await client?.query<{ seq: string; subject: string }>(afterSql, [seq])) ?? { rows: [] }
    const found: Invalidation[] = rows.map((row) => ({ seq: Number(row.seq), subject: row.subject }))
    const subjects = subjectsAfter(seq, found)
    seq = found[0]?.seq ?? seq
    freshness.drop(subjects)
    checkedAt = asked
  }

  // Failing to look is not an error here: a second later the caches are bypassed, and health says so.
  function look(): Promise<void> {
    if (closed) return Promise.resolve()
    looking = (looking ?? Promise.resolve()).then(ask).catch(() => {
      client?.end().catch(() => undefined)
      client = undefined
    })
    return looking
  }

  await connect()
  const newest = await client?.query<{ seq: string }>(newestSql)
  seq = Number(newest?.rows[0]?.seq ?? 0)
  const timer = setInterval(() => void look(), pollMs)
  timer.unref()

  return {
    channel,
    freshness,
    async close() {
      closed = true
      clearInterval(timer)
      await looking
      await client?.end()
    },
  }
}

function listener(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: reconnectMs,
    query_timeout: reconnectMs,
  })
}

import pg from 'pg'
import { inject } from 'vitest'

/*
 * Connections that outlive the test that opened them. A process of the server's per connection, with
 * nothing of the catalog in its memory, costs more than all that most tests ask of it. Only connections
 * to the suite's own server are kept; any other is opened and ended as ever.
 */

const kept = new Map<string, pg.Client[]>()
const returning = new Set<Promise<unknown>>()

class WarmPool extends pg.Pool {
  constructor(options: pg.PoolConfig = {}) {
    super(Object.assign({}, options, { Client: warmClient }))
  }
}

/** From now on `pg.Pool` and `pg.Client` of this process give back kept connections. */
export function keepWarm(): void {
  if (pg.Pool === WarmPool) return
  Object.assign(pg, { Pool: WarmPool, Client: warmClient })
}

/** Once connections that were ended are at rest, the server's numbers of those kept to one database. */
export async function atRest(url: string): Promise<number[]> {
  await Promise.all(returning)
  return [...kept]
    .filter(([key]) => key.startsWith(`${url} `))
    .flatMap(([, clients]) => clients.map((client) => Reflect.get(client, 'processID')))
}

const PlainClient = pg.Client
// Who spies on connections spies on these too.
warmClient.prototype = PlainClient.prototype

function warmClient(config: pg.ClientConfig): pg.Client {
  const url = config.connectionString ?? ''
  if (new URL(url).host !== new URL(inject('postgresUrl')).host) return new PlainClient(config)

  const key = `${url} ${config.options ?? ''}`
  return kept.get(key)?.pop() ?? keptClient(key, config)
}

function keptClient(key: string, config: pg.ClientConfig): pg.Client {
  const client = new PlainClient(config)
  const connect = client.connect.bind(client)
  const end = client.end.bind(client)
  let connected: Promise<unknown> | undefined
  let back: Promise<unknown> | undefined

  return Object.assign(client, {
    connect: withCallback(() => {
      connected ??= connect()
      back = undefined
      return connected
    }),
    // A pool may end the same one twice: for its age, and with all others.
    end: withCallback(() => {
      back ??= rest(giveBack(key, client).catch(() => end()))
      return back
    }),
  })
}

function rest(back: Promise<unknown>): Promise<unknown> {
  returning.add(back)
  return back.finally(() => returning.delete(back))
}

async function giveBack(key: string, client: pg.Client): Promise<void> {
  client.removeAllListeners()
  client.on('error', () => forget(key, client))
  await client.query('ROLLBACK')
  await client.query('DISCARD ALL')
  kept.set(key, [...(kept.get(key) ?? []), client])
}

function forget(key: string, client: pg.Client): void {
  kept.set(
    key,
    (kept.get(key) ?? []).filter((other) => other !== client),
  )
}

// pg's own pool still calls back.
function withCallback(work: () => Promise<unknown>) {
  return (callback?: (error?: unknown) => void) => {
    const done = work()
    return callback ? void done.then(() => callback(), callback) : done
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Library, libraryOf, openEngine } from './databases.ts'
import { percentileOf } from './figures.ts'
import { measure } from './load.ts'
import { inTime } from './patience.ts'
import type { Plan } from './plan.ts'
import { showProgress } from './progress.ts'
import { type Server, type Stoppable, startProduct } from './servers.ts'

const publisher = fileURLToPath(new URL('publisher.ts', import.meta.url))
const clients = 1_000
const perKey = 5
const stories = 201
const warmUps = 10
const warmUpLoad = { seconds: 5, connections: 32 }
const publications = 50
const goalMs = 1_000
const goalKibPerClient = 100
const kib = 1024
const microsPerMs = 1_000
const patienceMs = 30_000

/** What is told, and what is asked for it. */
const kinds = [
  ['changes', 'after=now'],
  ['changes with their stories', 'after=now&include=article'],
] as const

/**
 * Follows changes with a thousand streams while another process publishes, and says how long it took from each
 * commit until the last client had the story, and how much memory a client costs.
 */
export async function measureStreams(
  { engine: name, library: home }: Plan,
  folder: string,
  started: Stoppable[],
): Promise<string> {
  const engine = await openEngine(name, home ?? folder)
  started.push(engine)
  const library = await libraryOf(engine, home ?? folder, stories, clients / perKey)
  const verdicts: string[] = []
  for (const [told, query] of kinds) {
    const server = await startProduct(library, folder)
    started.push(server)
    verdicts.push(`${told}, ${await measureKind(server, library, query, started)}`)
    await server.stop()
  }
  return verdicts.join('')
}

async function measureKind(
  server: Server,
  library: Library,
  query: string,
  started: Stoppable[],
): Promise<string> {
  const desk = fork(publisher, [library.url], { env: { ...process.env, DATABASE_URL: library.url } })
  started.push({ stop: async () => void desk.kill() })
  await once(desk, 'message')

  const followers = new Followers(server, library.keys, query)
  await followers.open(perKey)
  for (let number = 0; number < warmUps; number += 1) await publishTo(followers, desk, `warm ${number}`)
  await warmUp(server, library)
  const before = (await server.usage()).rssBytes
  await followers.open(clients)
  const { rssBytes: opened, cpuMicros: idle } = await server.usage()
  const tookMs: number[] = []
  for (let number = 0; number < publications; number += 1) {
    showProgress(`publishing to ${clients} streams: ${number + 1} of ${publications}`)
    tookMs.push(await publishTo(followers, desk, `story ${number}`))
  }
  const { rssBytes: after, cpuMicros: busy } = await server.usage()
  followers.close()
  desk.kill()
  showProgress('')
  const cpuMs = (busy - idle) / publications / microsPerMs
  return verdictOf(tookMs, cpuMs, (opened - before) / clients / kib, (after - before) / clients / kib)
}

// What any load makes the heap of a young process grow to is not what its clients cost.
async function warmUp(server: Server, { keys }: Library): Promise<void> {
  const headers = { authorization: `Bearer ${keys.at(-1)}` }
  await measure(server, { name: 'list', path: '/v1/articles?limit=50', headers, status: 200, ...warmUpLoad })
}

/** Publishes, and says how long it took until the last one had it. */
async function publishTo(followers: Followers, desk: ChildProcess, headline: string): Promise<number> {
  const told = followers.allTold(headline)
  desk.send(headline)
  const [committedAt] = await once(desk, 'message')
  const lastAt = await told
  // As a desk does: one after the other.
  await sleep(50)
  return lastAt - Number(committedAt)
}

function verdictOf(tookMs: number[], cpuMs: number, openedKib: number, kibPerClient: number): string {
  const at = (share: number) => Math.round(percentileOf(tookMs, share))
  const missed = [
    ...(at(0.99) > goalMs ? [`p99 not ${goalMs} ms`] : []),
    ...(kibPerClient > goalKibPerClient ? [`not ${goalKibPerClient} KiB a client`] : []),
  ]
  return [
    `${clients.toLocaleString('en')} streams, ${publications} publications by another process`,
    `commit to last client: median ${at(0.5)} ms, p99 ${at(0.99)} ms; CPU a publication ${Math.round(cpuMs)} ms`,
    `memory a client: ${Math.round(openedKib)} KiB when open, ${Math.round(kibPerClient)} KiB at the end`,
    ...missed.map((goal) => `missed: ${goal}`),
    '',
  ].join('\n')
}

/** Clients that follow changes, and take no more note of them than when each came. */
class Followers {
  private readonly agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  private readonly server: Server
  private readonly keys: string[]
  private readonly query: string
  private count = 0
  private awaited: { headline: string; left: number; done: (at: number) => void } | undefined

  constructor(server: Server, keys: string[], query: string) {
    this.server = server
    this.keys = keys
    this.query = query
  }

  async open(upTo: number): Promise<void> {
    while (this.count < upTo) {
      const key = this.keys[Math.floor(this.count / perKey)] ?? ''
      this.count += 1
      await this.follow(key)
    }
  }

  /** Resolves with the time when the last client had the story with this headline. */
  async allTold(headline: string): Promise<number> {
    const told = new Promise<number>((done) => {
      this.awaited = { headline: `"${headline}"`, left: this.count, done }
    })
    return inTime(
      told,
      patienceMs,
      () => `${this.awaited?.left} of ${this.count} clients were not told of ${headline}`,
    )
  }

  close(): void {
    this.agent.destroy()
  }

  private async follow(key: string): Promise<void> {
    const headers = { authorization: `Bearer ${key}` }
    const request = get(`${this.server.url}/v1/changes/stream?${this.query}`, { headers, agent: this.agent })
    request.on('error', () => undefined)
    const [response] = await once(request, 'response')
    if (response.statusCode !== 200) throw new Error(`A stream was refused with ${response.statusCode}`)
    let frame = ''
    response.on('data', (chunk: Buffer) => {
      frame += chunk.toString('latin1')
      if (!frame.endsWith('\n\n')) return
      if (this.awaited && frame.includes(this.awaited.headline)) this.noteOne()
      frame = ''
    })
    response.on('error', () => undefined)
  }

  private noteOne(): void {
    if (!this.awaited) return
    this.awaited.left -= 1
    if (this.awaited.left === 0) this.awaited.done(performance.timeOrigin + performance.now())
  }
}

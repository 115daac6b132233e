import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createRawServer, type Server as RawServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { migrate, openEngine } from './databases.ts'
import { percentileOf } from './figures.ts'
import { inTime } from './patience.ts'
import type { Plan } from './plan.ts'
import { showProgress } from './progress.ts'
import type { Stoppable } from './servers.ts'

const senderPath = fileURLToPath(new URL('sender.ts', import.meta.url))
const partners = 5
const endpoints = 100
const alive = 80
const stories = 100
const backlogStories = 160
const kills = 10
const betweenKillsMs = 100
const patienceMs = 60_000
const goalPerS = 500
const goalMs = 2_000
const goalWaiting = 10_000

/**
 * Sends webhooks from one process to a receiver on this machine: how many a second, and how long a kill takes to
 * be with everybody while ten thousand others wait and a fifth of the endpoints is dead.
 */
export async function measureWebhooks(plan: Plan, folder: string, started: Stoppable[]): Promise<string> {
  const engine = await openEngine(plan.engine, folder)
  started.push(engine)
  const receiver = new Receiver()
  started.push(receiver)
  await receiver.listen()
  const senderOn = async (database: string) => {
    await engine.create(database)
    const [url, home] = [engine.urlOf(database), join(folder, database)]
    await migrate(url, home)
    const args = [url, home, partners, receiver.port, receiver.silentPort].map(String)
    const child = fork(senderPath, args, { env: { ...process.env, DATABASE_URL: url } })
    const sender = new Sender(child)
    started.push(sender)
    await once(child, 'message')
    return sender
  }
  showProgress(`sending ${(endpoints * stories).toLocaleString('en')} webhooks`)
  const throughput = await measureThroughput(await senderOn('webhooks'), receiver)
  showProgress(`killing ${kills} stories behind ${goalWaiting.toLocaleString('en')} webhooks`)
  const urgency = await measureKills(await senderOn('webhooks_with_dead_ones'), receiver)
  showProgress('')
  return `${throughput}${urgency}`
}

async function measureThroughput(sender: Sender, receiver: Receiver): Promise<string> {
  await sender.tell('subscribe', 0)
  await sender.tell('publish', stories)
  const all = receiver.took('article.published', endpoints * stories)
  const began = now()
  await sender.tell('start')
  const perS = Math.round((endpoints * stories) / ((Math.max(...(await all)) - began) / 1_000))
  await sender.stop()
  const missed = perS < goalPerS ? `, missed: not ${goalPerS}` : ''
  return `webhooks to ${endpoints} endpoints  ${perS.toLocaleString('en')} a second${missed}\n`
}

async function measureKills(sender: Sender, receiver: Receiver): Promise<string> {
  await sender.tell('subscribe', 1)
  await sender.tell('publish', backlogStories)
  await sender.tell('bring')
  const running = receiver.took('article.published', alive)
  await sender.tell('start')
  await running
  const tookMs: number[] = []
  for (let number = 0; number < kills; number += 1) {
    const told = receiver.took('article.killed', alive)
    const committedAt = await sender.tell('kill')
    tookMs.push(...(await told).map((at) => at - committedAt))
    await sleep(betweenKillsMs)
  }
  const waiting = await sender.tell('waiting')
  await sender.stop()
  const p99 = Math.round(percentileOf(tookMs, 0.99))
  return [
    `${kills} kills to ${alive} endpoints, ${endpoints - alive} dead ones beside them, ${waiting.toLocaleString('en')} webhooks still waiting`,
    `commit to first attempt: p99 ${p99} ms`,
    ...(p99 > goalMs ? [`missed: not ${goalMs} ms`] : []),
    ...(waiting < goalWaiting ? [`missed: not ${goalWaiting.toLocaleString('en')} waiting`] : []),
    '',
  ].join('\n')
}

/** The process that sends. */
class Sender {
  private readonly child: ChildProcess
  private readonly ended: Promise<never>

  constructor(child: ChildProcess) {
    this.child = child
    this.ended = once(child, 'exit').then(() => Promise.reject(new Error('The sender ended')))
    this.ended.catch(() => undefined)
  }

  async tell(verb: string, wanted = 0): Promise<number> {
    this.child.send([verb, wanted])
    const [answer] = await Promise.race([once(this.child, 'message'), this.ended])
    return Number(answer)
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL')
  }
}

/** Takes all webhooks, and notes when each came; its other port takes connections and never answers. */
class Receiver {
  private readonly server: Server = createServer()
  private readonly silent: RawServer = createRawServer((socket) => socket.on('error', () => undefined))
  private awaited: { type: string; left: number; at: number[]; done: (at: number[]) => void } | undefined

  async listen(): Promise<void> {
    this.server.on('request', (request, response) => {
      let body = ''
      request.setEncoding('latin1').on('data', (chunk: string) => {
        body += chunk
      })
      request.on('end', () => {
        this.note(body)
        response.writeHead(204).end()
      })
    })
    for (const server of [this.server, this.silent]) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
  }

  get port(): number {
    return portOf(this.server)
  }

  get silentPort(): number {
    return portOf(this.silent)
  }

  /** Resolves with when each of so many events of a type came. */
  async took(type: string, events: number): Promise<number[]> {
    const { promise, resolve } = Promise.withResolvers<number[]>()
    this.awaited = { type: `"${type}"`, left: events, at: [], done: resolve }
    return inTime(promise, patienceMs, () => `${this.awaited?.left} of ${events} webhooks did not come`)
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    this.silent.close()
  }

  private note(body: string): void {
    if (!this.awaited?.left || !body.includes(this.awaited.type)) return
    this.awaited.left -= 1
    this.awaited.at.push(now())
    if (this.awaited.left === 0) this.awaited.done(this.awaited.at)
  }
}

function portOf(server: Server | RawServer): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The receiver listens at no port')
  return address.port
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

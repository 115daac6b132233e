import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { count, eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { webhookDeliveries } from '../../../src/delivery/webhooks/tables.ts'
import { anInternet, portOf } from '../../platform/fetch/support/internet.ts'
import { anArticle, aPartner, aStaffMember, killed } from '../../support/factories.ts'
import { type Product, start } from '../../support/product.ts'
import { startProgram } from '../../support/programs.ts'
import { manager } from '../support/receiver.ts'

const patienceMs = 120_000
const lives = 3
const endpoints = 4
const storiesEach = 9
const refusedShare = 0.2
const order = ['article.published', 'article.corrected', 'article.killed']

interface Arrival {
  id: string
  /** Which story came to which endpoint. */
  line: string
  type: string
}

test(
  'processes that send webhooks are killed, and each arrives, in order, nothing behind a kill',
  async () => {
    const { arrivals, port, unanswered } = await aSlowReceiver()
    const { network } = await anInternet({ 'cms.gazette.example': {} })
    const product = await start({ network: { ...network, allowsPlain: true } })
    const partner = await aPartner(product, manager)
    for (let at = 0; at < endpoints; at += 1)
      await partner.post('/v1/webhook-endpoints', { url: `http://cms.gazette.example/${at}` })
    const begun = Date.now()
    const expected = new Map<string, string>()
    const ends = () => Object.fromEntries(arrivals.map(({ line, type }) => [line, type]))

    for (let life = 0; life < lives; life += 1) {
      const child = await aProcess(product, begun, port)
      const first = unanswered()
      const desk = publishAll(product, expected)
      await first
      await sleep(Math.random() * 300)
      child.kill('SIGKILL')
      await Promise.all([once(child, 'exit'), desk])
    }
    await aProcess(product, begun, port)
    const expectedEnds = Object.fromEntries(expected)
    await expect.poll(ends, { timeout: patienceMs, interval: 100 }).toEqual(expectedEnds)
    await expect.poll(() => waiting(product), { timeout: patienceMs, interval: 100 }).toBe(0)

    expect(ends()).toEqual(expectedEnds)
    const lines = Map.groupBy(arrivals, ({ line }) => line)
    expect([...lines.values()].filter((all) => !isInOrder(all))).toEqual([])
    // Told twice is what nobody knows to have arrived; its id says that it is the same.
    const distinct = new Set(arrivals.map(({ id }) => id))
    expect(new Set(arrivals.map(({ line, type }) => `${line} ${type}`)).size).toBe(distinct.size)
    expect(arrivals.length).toBeGreaterThan(distinct.size)
  },
  patienceMs,
)

/** Takes its time, so that many webhooks are on the way when their sender dies, and refuses some of them once. */
async function aSlowReceiver() {
  const arrivals: Arrival[] = []
  const refused = new Set<string>()
  let keep: (() => void) | undefined
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => undefined)
    if (body === undefined) return
    const id = String(request.headers['webhook-id'])
    const { type, article } = JSON.parse(body)
    const isKept = keep !== undefined
    const isRefused = !isKept && !refused.has(id) && Math.random() < refusedShare
    if (isRefused) refused.add(id)
    else arrivals.push({ id, line: `${request.url} ${article.id}`, type })
    keep?.()
    keep = undefined
    if (isKept) return
    await sleep(Math.random() * 40)
    response.writeHead(isRefused ? 503 : 204).end()
  })
  /** Resolves when the next one has come, which gets no answer: its sender dies before it knows. */
  const unanswered = () =>
    new Promise<void>((resolve) => {
      keep = resolve
    })
  return { arrivals, port: await portOf(server), unanswered }
}

async function aProcess({ storage: { url } }: Product, begun: number, port: number) {
  const child = startProgram(
    new URL('./support/couriers.ts', import.meta.url),
    url,
    String(begun),
    String(port),
  )
  onTestFinished(async () => {
    if (child.kill('SIGKILL')) await once(child, 'exit')
  })
  await once(child, 'message')
  return child
}

/** Publishes stories, of which some are corrected and some killed; notes what comes last, of each to each endpoint. */
async function publishAll(product: Product, expected: Map<string, string>): Promise<void> {
  const editor = await aStaffMember(product, 'editor')
  for (let story = 0; story < storiesEach; story += 1) {
    const { id } = await anArticle(product)
    if (story % 3 === 1)
      await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'It was Tuesday.' })
    if (story % 3 === 2) await killed(product, id)
    for (let at = 0; at < endpoints; at += 1) expected.set(`/${at} ${id}`, order[story % 3] ?? '')
  }
}

function isInOrder(all: Arrival[]): boolean {
  const ranks = all.map(({ type }) => order.indexOf(type))
  return ranks.every((rank, at) => rank >= (ranks[at - 1] ?? 0))
}

async function waiting({ database: { read } }: Product): Promise<number> {
  const [found] = await read
    .select({ waiting: count() })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.status, 'waiting'))
  return found?.waiting ?? 0
}

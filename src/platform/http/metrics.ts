import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { z } from 'zod'
import { Durations, histogramOf } from './durations.ts'
import type { App } from './server.ts'

/** What Prometheus is told. Labels are routes, methods and status classes: never a partner, a key or a path as sent. */
export class Metrics {
  private readonly registry = new Registry()
  private readonly tallies = new Map<string, Tally>()

  constructor() {
    ofProcess()
    const { registry, tallies } = this
    new Counter({
      name: 'wirecopy_http_requests_total',
      help: 'Requests answered.',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
      collect() {
        this.reset()
        for (const [route, { answers }] of tallies) {
          for (const [method, counts] of answers) {
            for (const [status, count] of counts)
              this.inc(
                { method: methods.has(method) ? method : 'other', route, status: classOf(status) },
                count,
              )
          }
        }
      },
    })
  }

  /** All of it in the format of Prometheus, with what the process says of itself. */
  async text(): Promise<{ contentType: string; body: string }> {
    const [own, process] = await Promise.all([this.registry.metrics(), ofProcess().metrics()])
    const durations = histogramOf(
      'wirecopy_http_request_duration_seconds',
      'Time from request to response.',
      [...this.tallies].map(([route, tally]) => [`route="${route}"`, tally.durations]),
    )
    return { contentType: this.registry.contentType, body: `${own}${durations}${process}` }
  }

  /** A number that is asked for when Prometheus asks. */
  gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(value())
      },
    })
  }

  /** One number for each lane, asked for likewise; none at all when they cannot be found out. */
  gaugeByLane(
    name: string,
    help: string,
    values: () => Promise<readonly [lane: string, value: number][]>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: ['lane'],
      registers: [this.registry],
      async collect() {
        this.reset()
        for (const [lane, value] of await values().catch(() => [])) this.set({ lane }, value)
      },
    })
  }

  /** A number that only rises, asked for likewise. */
  counter(name: string, help: string, value: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset()
        this.inc(value())
      },
    })
  }

  /** Counts an answer, after so many ms. */
  count(route: string, method: string, status: number, ms: number): void {
    const tally = this.tallyOf(route)
    tally.count(method, status)
    tally.durations.add(ms)
  }

  private tallyOf(route: string): Tally {
    const known = this.tallies.get(route)
    if (known) return known
    const tally = new Tally()
    this.tallies.set(route, tally)
    return tally
  }
}

let processRegistry: Registry | undefined

// Once for a process, which does not let go of whatever watches it.
function ofProcess(): Registry {
  if (processRegistry) return processRegistry
  processRegistry = new Registry()
  collectDefaultMetrics({ register: processRegistry, prefix: 'wirecopy_' })
  return processRegistry
}

/** What one route answered. Added up here and labeled when Prometheus asks: labels cost more than counting. */
class Tally {
  readonly durations = new Durations()
  /** How often each status, by method. */
  readonly answers = new Map<string, Map<number, number>>()

  count(method: string, status: number): void {
    let counts = this.answers.get(method)
    if (!counts) {
      counts = new Map()
      this.answers.set(method, counts)
    }
    counts.set(status, (counts.get(status) ?? 0) + 1)
  }
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function classOf(status: number): string {
  return `${String(status).charAt(0)}xx`
}

const metricsSchema = z.string().meta({
  examples: [
    [
      '# HELP wirecopy_http_requests_total Requests answered.',
      '# TYPE wirecopy_http_requests_total counter',
      'wirecopy_http_requests_total{method="GET",route="/v1/articles/:id",status="2xx"} 1204',
      '',
    ].join('\n'),
  ],
})

/** `/metrics` for operators. */
export function metricsRoutes(app: App, metrics: Metrics): void {
  app.get(
    '/metrics',
    {
      config: { access: { by: 'operator' }, tag: 'Service' },
      schema: {
        operationId: 'getMetrics',
        summary: 'What Prometheus is told',
        response: { 200: { content: { 'text/plain; version=0.0.4': { schema: metricsSchema } } } },
      },
    },
    async (_, reply) => {
      const { contentType, body } = await metrics.text()
      return reply.type(contentType).send(body)
    },
  )
}

/** Serves the same on a port of its own, for networks where the main port is public. */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer((_, response) => {
    metrics.text().then(
      ({ contentType, body }) => response.setHeader('Content-Type', contentType).end(body),
      () => response.writeHead(500).end(),
    )
  })
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

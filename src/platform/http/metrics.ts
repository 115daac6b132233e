import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import type { App } from './server.ts'

const msPerS = 1_000
const buckets = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5]

/** What Prometheus is told. Labels are routes, methods and status classes: never a partner, a key or a path as sent. */
export class Metrics {
  private readonly registry = new Registry()
  private readonly durations = new Histogram({
    name: 'wirecopy_http_request_duration_seconds',
    help: 'Time from request to response.',
    labelNames: ['route'],
    buckets,
    registers: [this.registry],
  })
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
          for (const [method, status, count] of classified(answers))
            this.inc({ method, route, status }, count)
        }
      },
    })
  }

  /** All of it in the format of Prometheus, with what the process says of itself. */
  async text(): Promise<{ contentType: string; body: string }> {
    const [own, process] = await Promise.all([this.registry.metrics(), ofProcess().metrics()])
    return { contentType: this.registry.contentType, body: `${own}${process}` }
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

  /** Counts every response of the server. */
  watch(app: FastifyInstance): void {
    app.addHook('onResponse', (request, reply, done) => {
      const tally = this.tallyOf(request.routeOptions.url ?? 'unmatched')
      const answer = `${request.method} ${reply.statusCode}`
      tally.answers.set(answer, (tally.answers.get(answer) ?? 0) + 1)
      tally.observe(reply.elapsedTime / msPerS)
      done()
    })
  }

  private tallyOf(route: string): Tally {
    const known = this.tallies.get(route)
    if (known) return known
    const tally = { answers: new Map(), observe: this.durations.labels({ route }).observe }
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
interface Tally {
  /** How often each, under names such as `GET 200`. */
  answers: Map<string, number>
  observe: (seconds: number) => void
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function classified(answers: Tally['answers']): [method: string, status: string, count: number][] {
  return [...answers].map(([answer, count]) => {
    const [method = '', status = ''] = answer.split(' ')
    return [methods.has(method) ? method : 'other', `${status.charAt(0)}xx`, count]
  })
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

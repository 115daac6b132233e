import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './server.ts'

const msPerS = 1_000
const buckets = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5]

/** What Prometheus is told. Labels are routes, methods and status classes: never a partner, a key or a path as sent. */
export class Metrics {
  readonly registry = new Registry()
  private readonly requests = new Counter({
    name: 'wirecopy_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.registry],
  })
  private readonly durations = new Histogram({
    name: 'wirecopy_http_request_duration_seconds',
    help: 'Time from request to response.',
    labelNames: ['route'],
    buckets,
    registers: [this.registry],
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'wirecopy_' })
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

  /** Counts every response of the server. */
  watch(app: FastifyInstance): void {
    app.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unmatched'
      const status = `${Math.floor(reply.statusCode / 100)}xx`
      this.requests.inc({ method: known(request.method), route, status })
      this.durations.observe({ route }, reply.elapsedTime / msPerS)
      done()
    })
  }
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function known(method: string): string {
  return methods.has(method) ? method : 'other'
}

/** `/metrics` for operators. */
export function metricsRoutes(app: App, { registry }: Metrics): void {
  app.get('/metrics', { config: { access: { by: 'operator' }, hidden: true } }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}

/** Serves the same on a port of its own, for networks where the main port is public. */
export async function serveMetrics({ registry }: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer((_, response) => {
    registry.metrics().then(
      (text) => response.setHeader('Content-Type', registry.contentType).end(text),
      () => response.writeHead(500).end(),
    )
  })
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

import type { Bell } from './delivery/bell.ts'
import type { Streams } from './delivery/streams.ts'
import type { UsageCounter } from './licensing/usage.ts'
import type { Database } from './platform/database/database.ts'
import type { Lifecycle } from './platform/http/health.ts'
import { Metrics } from './platform/http/metrics.ts'
import type { createServer } from './platform/http/server.ts'
import { logOf } from './platform/http/trace.ts'
import type { Log } from './platform/log.ts'

type Server = ReturnType<typeof createServer>['app']

interface Measured {
  database: Database
  bell: Bell
  streams: Streams
  lifecycle: Lifecycle
  usage: UsageCounter
}

/** What the product counts of itself, and of every request. */
export function measure(app: Server, { database, bell, streams, lifecycle, usage }: Measured): Metrics {
  const metrics = new Metrics()
  metrics.watch(app)
  metrics.gauge('wirecopy_ready', '1 while requests are wanted.', () => Number(!lifecycle.draining))
  metrics.gauge('wirecopy_database_writable', '1 while the last write went well.', () =>
    Number(database.writeFault() === undefined),
  )
  metrics.gauge('wirecopy_caches_trusted', '1 while changes by other processes are seen in time.', () =>
    Number(database.freshness.check()),
  )
  metrics.gauge('wirecopy_long_polls', 'Requests that wait for a change.', () => bell.listeners)
  metrics.gauge('wirecopy_streams', 'Streams of changes that are open.', () => streams.open)
  metrics.counter(
    'wirecopy_streams_stalled_total',
    'Streams ended because their clients took nothing.',
    () => streams.stalled,
  )
  metrics.counter(
    'wirecopy_usage_dropped_total',
    'Fetches that usage does not count: too much at once.',
    () => usage.dropped,
  )
  return metrics
}

/** One line per answer; successful reads only at debug, since a line costs a fifth of the read itself. */
export function logResponses(app: Server, log: Log): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status } = reply
    const quiet = status < 400 && (request.method === 'GET' || request.method === 'HEAD')
    if (quiet && !log.isLevelEnabled('debug')) return done()
    const route = request.route ?? 'unmatched'
    const line = {
      method: request.method,
      route,
      status,
      ms: Math.round(reply.elapsedTime),
      caller: request.caller?.id,
    }
    if (quiet) logOf(request).debug(line, 'request answered')
    else logOf(request).info(line, 'request answered')
    done()
  })
}

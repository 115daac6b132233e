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

/** What the product counts of itself; requests are counted by `noteAnswers`. */
export function measure({ database, bell, streams, lifecycle, usage }: Measured): Metrics {
  const metrics = new Metrics()
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

/**
 * Counts every answer and writes a line for it; successful reads only at debug, since a line costs a fifth of the
 * read itself.
 */
export function noteAnswers(app: Server, metrics: Metrics, log: Log): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, route = 'unmatched' } = request
    const { statusCode: status, elapsedTime: ms } = reply
    metrics.count(route, method, status, ms)
    const quiet = status < 400 && (method === 'GET' || method === 'HEAD')
    if (quiet && !log.isLevelEnabled('debug')) return done()
    const line = { method, route, status, ms: Math.round(ms), caller: request.caller?.id }
    if (quiet) logOf(request).debug(line, 'request answered')
    else logOf(request).info(line, 'request answered')
    done()
  })
}

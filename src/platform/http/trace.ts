import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { Bindings, ChildLoggerOptions } from 'pino'
import type { Log } from '../log.ts'

const pattern = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/

/**
 * Puts the caller's trace into every log line of the request (W3C Trace Context). A malformed `traceparent`
 * is ignored, as the standard asks, and nothing is sent back.
 */
export function joinTrace(request: FastifyRequest): void {
  const { traceparent } = request.headers
  if (typeof traceparent !== 'string') return
  const [, version, traceId, parentId, more] = pattern.exec(traceparent) ?? []
  // Only versions to come may have more parts.
  if (traceId && !(version === '00' && more)) request.log = request.log.child({ traceId, parentId })
}

/** What Fastify calls the id of a request where it asks for a log of that request. */
export const onlyShared = 'sharedBy'

/**
 * A log that all requests share: one for each costs more than what most of them write, and Fastify examines at every
 * request what a factory of logs makes. So are its children, since Fastify works with one of them. `logOf` makes one
 * where something is written.
 */
export function sharedLog(log: Log): FastifyBaseLogger {
  const child = (bindings: Bindings, options?: ChildLoggerOptions) =>
    onlyShared in bindings ? shared : sharedLog(log.child(bindings, options))
  const shared: FastifyBaseLogger = Object.create(log, { child: { value: child } })
  return shared
}

/** The log for what is said of a request: each line names it. */
export function logOf({ log, id }: FastifyRequest): FastifyBaseLogger {
  return log.child({ reqId: id })
}

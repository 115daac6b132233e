import type { FastifyBaseLogger, FastifyRequest } from 'fastify'

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

/** The log for what is said of a request: each line names it. */
export function logOf({ log, id }: FastifyRequest): FastifyBaseLogger {
  return log.child({ reqId: id })
}

import type { Socket } from 'node:net'
import { Problem, type ProblemSlug } from '../../problems.ts'
import { newId } from '../ids.ts'
import { problemDocument, problemType } from './problem-reply.ts'
import { networkOf, type RateLimit } from './rate-limit.ts'

const slugs: Record<string, ProblemSlug> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

// Any token may be a method, but whatever else is wrong reaches us under the same code.
const requestLine = /^[\w!#$%&'*+.^`|~-]+ \S+ HTTP\/1\.[01]\r?\n/

type ClientError = Error & { code?: string; rawPacket?: unknown }

/** Answers requests that are not HTTP enough to reach a route: too large headers, time-outs, garbage. */
export function answerClientError(publicUrl: string, limit: RateLimit) {
  return (error: ClientError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) {
      socket.destroy()
      return
    }
    const problem = new Problem(slugOf(error))
    const requestId = newId('req')
    const { headers } = limit.take(networkOf(socket.remoteAddress))
    const body = JSON.stringify(problemDocument(problem, publicUrl, requestId))
    socket.end(
      [
        `HTTP/1.1 ${problem.status} ${problem.title}`,
        `Content-Type: ${problemType}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${requestId}`,
        `RateLimit-Policy: ${headers['ratelimit-policy']}`,
        `RateLimit: ${headers.ratelimit}`,
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  }
}

function slugOf({ code = '', rawPacket }: ClientError): ProblemSlug {
  const received = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : ''
  if (code === 'HPE_INVALID_METHOD' && requestLine.test(received)) return 'method-unknown'
  return slugs[code] ?? 'malformed-request'
}

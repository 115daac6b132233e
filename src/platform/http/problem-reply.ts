import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, problemTypes } from '../../problems.ts'
import { displayKey, keyPattern } from '../secrets/keys.ts'
import { problemOf } from './failure.ts'
import { preferredType, sendPage } from './page.ts'
import { logOf } from './trace.ts'

export const problemType = 'application/problem+json; charset=utf-8'

/** The problem document of RFC 9457; `type` resolves on this server. */
export function problemDocument(problem: Problem, publicUrl: string, requestId: string) {
  const { slug, title, status, errors, members } = problem
  const detail = problem.detail ?? (status < 500 ? problemTypes[slug].remedy : undefined)
  return {
    type: `${publicUrl}/problems/${slug}`,
    title,
    status,
    ...(detail ? { detail } : {}),
    ...(errors ? { errors } : {}),
    ...members,
    requestId,
  }
}

/** Shows a problem to a person, as HTML. */
export type ProblemPage = (problem: Problem, requestId: string) => string

/**
 * Answers any failure: a problem as it is, everything else as `internal-error` with nothing but the request
 * id. Browsers get a page, except under `/v1`.
 */
export function replyWithProblem(publicUrl: string, pageOf?: ProblemPage) {
  return (error: FastifyError | Problem | Error, request: FastifyRequest, reply: FastifyReply) => {
    const problem = problemOf(error, request)
    if (problem.status >= 500) logOf(request).error({ err: error, status: problem.status }, 'request failed')
    reply
      .code(problem.status)
      // Set here, too: what the router itself refuses passes no hook.
      .headers({ 'X-Request-Id': request.id, 'Cache-Control': 'no-store', ...problem.headers })
    if (pageOf && wantsPage(request)) return sendPage(reply, pageOf(problem, request.id))
    return reply
      .type(problemType)
      .serializer(withoutKeys)
      .send(problemDocument(problem, publicUrl, request.id))
  }
}

function wantsPage({ url, headers }: FastifyRequest): boolean {
  const offered = ['application/problem+json', 'application/json', 'text/html'] as const
  return mayBePage(url) && preferredType(headers.accept, offered) === 'text/html'
}

/** Whether a browser is shown a page where this address fails: everywhere but in the API. */
export function mayBePage(url: string): boolean {
  return !/^\/v1(\/|\?|$)/.test(url)
}

// A key in the wrong place, such as the path, must not be kept by whoever keeps our answers.
function withoutKeys(document: object): string {
  return JSON.stringify(document).replace(keyPattern, displayKey)
}

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { type FieldError, Problem, type ProblemSlug } from '../../problems.ts'
import { preferredType, sendPage } from './page.ts'

export const problemType = 'application/problem+json; charset=utf-8'

const ofFastify: Record<string, ProblemSlug> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-body',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-body',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'url-too-long',
  FST_ERR_CTP_INVALID_TYPE: 'unsupported-media-type',
}

/** The problem document of RFC 9457; `type` resolves on this server. */
export function problemDocument(problem: Problem, publicUrl: string, requestId: string) {
  const { slug, title, status, detail, errors, members } = problem
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
    const problem = problemOf(error)
    if (problem.status >= 500) request.log.error({ err: error, status: problem.status }, 'request failed')
    reply.code(problem.status).headers({ 'Cache-Control': 'no-store', ...problem.headers })
    if (pageOf && wantsPage(request)) return sendPage(reply, pageOf(problem, request.id))
    return reply
      .type(problemType)
      .serializer(JSON.stringify)
      .send(problemDocument(problem, publicUrl, request.id))
  }
}

function wantsPage({ url, headers }: FastifyRequest): boolean {
  const offered = ['application/problem+json', 'application/json', 'text/html'] as const
  return !/^\/v1(\/|\?|$)/.test(url) && preferredType(headers.accept, offered) === 'text/html'
}

/** What the caller is told about a failure. */
export function problemOf(error: FastifyError | Problem | Error): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error)
  const slug = 'code' in error && typeof error.code === 'string' ? ofFastify[error.code] : undefined
  if (!slug) return new Problem('internal-error')
  return new Problem(
    slug,
    slug === 'body-too-large' ? { detail: 'The body is larger than this address takes.' } : {},
  )
}

interface ZodFailure {
  validation: { instancePath: string; message?: string | undefined }[]
  validationContext?: string | undefined
}

function invalidInput({ validation, validationContext = 'request' }: ZodFailure): Problem {
  const errors: FieldError[] = validation.map(({ instancePath, message = 'is not valid' }) => ({
    field: instancePath.split('/').filter(Boolean).join('.') || validationContext,
    message,
  }))
  // A path that cannot exist is told as one that does not.
  if (validationContext !== 'params') return new Problem('invalid-request', { errors })
  return new Problem('not-found', {
    detail: errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
  })
}

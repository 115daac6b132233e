import type { FastifyError, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { type FieldError, invalid, Problem } from '../../problems.ts'
import { isUnreachable } from '../database/unreachable.ts'

/** In characters, all of which are ASCII. */
export const maxUrlLength = 4_096
const retryAfterS = '5'

type Failure = FastifyError | Problem | Error
type Told = (request: FastifyRequest, error: Failure) => Problem | undefined

const ofFastify: Record<string, Told> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) =>
    new Problem('body-too-large', { detail: `This address takes at most ${routeOptions.bodyLimit} bytes.` }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Problem('unsupported-media-type'),
  FST_ERR_CTP_INVALID_TYPE: () => new Problem('unsupported-media-type'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Problem('malformed-body', { detail: 'The body is not as long as Content-Length says.' }),
  FST_ERR_BAD_URL: () => invalid('path', 'is not percent-encoded UTF-8; write a percent sign as %25'),
  // A path that cannot exist is told as one that does not.
  FST_ERR_MAX_PARAM_LENGTH: ({ url }) =>
    new Problem(url.length > maxUrlLength ? 'url-too-long' : 'not-found'),
  // The caller hung up; a lost database connection has the same code, but not the status that Fastify sets.
  ECONNRESET: (_, error) =>
    'statusCode' in error && error.statusCode === 400
      ? new Problem('malformed-body', { detail: 'The body ended before it was complete.' })
      : undefined,
}

/** What the caller is told about a failure; `internal-error` for what is ours. */
export function problemOf(error: Failure, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error)
  const told = 'code' in error && typeof error.code === 'string' ? ofFastify[error.code] : undefined
  return (
    told?.(request, error) ?? (isUnreachable(error) ? unreachable(request) : new Problem('internal-error'))
  )
}

function unreachable({ method }: FastifyRequest): Problem {
  const reads = method === 'GET' || method === 'HEAD'
  // A connection lost at COMMIT does not tell whether the server had done it.
  const unsure = 'What you sent may have been stored; repeat it with the same Idempotency-Key, or look first.'
  return new Problem('unavailable', {
    detail: `The database does not answer right now.${reads ? '' : ` ${unsure}`}`,
    headers: { 'Retry-After': retryAfterS },
  })
}

interface ZodFailure {
  validation: Fault[]
  validationContext?: string | undefined
}

interface Fault {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
  message?: string | undefined
}

function invalidInput({ validation, validationContext = 'request' }: ZodFailure): Problem {
  const errors = firstOfEach(validation.flatMap((fault) => fieldErrors(fault, validationContext)))
  if (validationContext !== 'params') return new Problem('invalid-request', { errors })
  // A path that cannot exist is told as one that does not.
  return new Problem('not-found', { errors })
}

/** One fault for each field: the first says the most. */
export function firstOfEach(faults: FieldError[]): FieldError[] {
  return [...new Map(faults.toReversed().map((fault) => [fault.field, fault])).values()].reverse()
}

const notTaken: Record<string, string> = {
  querystring: 'is not a parameter of this address; leave it out, or check how it is written',
  body: 'is not a field that is taken here; leave it out, or check how it is written',
}

function fieldErrors({ keyword, instancePath, params, message = 'is not valid' }: Fault, context: string) {
  const path = instancePath.split('/').filter(Boolean)
  const { keys } = params
  if (keyword !== 'unrecognized_keys' || !Array.isArray(keys))
    return [{ field: path.join('.') || context, message }]
  return keys.map(
    (key): FieldError => ({
      field: [...path, String(key)].join('.') || context,
      message: notTaken[context] ?? message,
    }),
  )
}

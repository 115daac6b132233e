import type { FastifyInstance } from 'fastify'
import { type FieldError, Problem } from '../../problems.ts'

const maxDepth = 32
const maxArrayLength = 5_000
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Takes JSON in UTF-8 only; what the engines would store differently is refused here. */
export function takeJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requirePlainUtf8(request.headers['content-type'])
      done(null, parseJson(Buffer.from(body)))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

/** Parses a body and checks depth, lengths, numbers and strings. Throws `malformed-body` or `invalid-request`. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined
  const value = parse(body)
  const fault = firstFault(value)
  if (fault) throw new Problem('invalid-request', { errors: [fault] })
  return value
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(decoder.decode(body))
  } catch {
    throw new Problem('malformed-body', { detail: 'The body is not one JSON document in UTF-8.' })
  }
}

function requirePlainUtf8(contentType = ''): void {
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1]
  if (charset && charset.toLowerCase() !== 'utf-8') {
    throw new Problem('unsupported-media-type', {
      detail: `The charset ${charset} is not taken; send UTF-8.`,
    })
  }
}

function firstFault(root: unknown): FieldError | undefined {
  const open: { value: unknown; field: string; depth: number }[] = [{ value: root, field: '', depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, field, depth } = next
    const message = faultOf(value, depth)
    if (message) return { field: field || 'body', message }
    if (typeof value !== 'object' || value === null) continue
    for (const [key, child] of Object.entries(value)) {
      const path = field ? `${field}.${key}` : key
      if (key === '__proto__' || faultOf(key, 0))
        return { field: field || 'body', message: 'has a field name that is not taken' }
      open.push({ value: child, field: path, depth: depth + 1 })
    }
  }
  return undefined
}

function faultOf(value: unknown, depth: number): string | undefined {
  if (depth >= maxDepth && typeof value === 'object' && value !== null)
    return `is nested deeper than ${maxDepth} levels`
  if (typeof value === 'string') return textFault(value)
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return 'is a number beyond 2^53 - 1'
  if (Array.isArray(value) && value.length > maxArrayLength) return `has more than ${maxArrayLength} entries`
  return undefined
}

/** Why a string cannot be stored the same by every engine; undefined when it can. */
export function textFault(text: string): string | undefined {
  if (text.includes('\u0000')) return 'contains the character U+0000; leave it out'
  return text.isWellFormed() ? undefined : 'contains half of a surrogate pair; send well-formed Unicode'
}

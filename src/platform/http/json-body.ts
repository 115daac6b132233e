import type { FastifyInstance } from 'fastify'
import { type FieldError, Problem } from '../../problems.ts'

const maxDepth = 32
const maxArrayLength = 5_000
const maxFaults = 20
const maxShownLength = 200
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
  const errors = faultsOf(value)
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
  return value
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(decoder.decode(body))
  } catch {
    throw new Problem('malformed-body', { detail: 'The body is not one JSON document in UTF-8.' })
  }
}

/** Throws `unsupported-media-type` for what is sent in another charset. */
export function requirePlainUtf8(contentType = ''): void {
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1]
  if (charset && charset.toLowerCase() !== 'utf-8') {
    throw new Problem('unsupported-media-type', {
      detail: `The charset ${charset} is not taken; send UTF-8.`,
    })
  }
}

interface Part {
  value: unknown
  depth: number
  /** Where it stands: a path, and the last two names of it. */
  path: string
  name: string
  within: string
}

// In the order of the document, which a stack gives back when it is filled from behind. Paths are not looked
// into: whoever sends a name of a megabyte over many values would have us read it for each.
function faultsOf(root: unknown): FieldError[] {
  const faults: FieldError[] = []
  const open: Part[] = [{ value: root, depth: 0, path: '', name: '', within: '' }]
  for (let part = open.pop(); part && faults.length < maxFaults; part = open.pop()) {
    const message = nameFault(part) ?? faultOf(part.value, part.depth)
    if (message) faults.push({ field: part.path.slice(0, maxShownLength) || 'body', message })
    else for (const inner of partsOf(part).reverse()) open.push(inner)
  }
  return faults
}

function partsOf({ value, depth, path, name: within }: Part): Part[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, inner]) => ({
    value: inner,
    depth: depth + 1,
    path: path ? `${path}.${name}` : name,
    name,
    within,
  }))
}

// What programs take for the prototype of an object, and names that no engine can store.
function nameFault({ name, within }: Part): string | undefined {
  if (name === '__proto__') return 'must not be named __proto__; leave it out'
  if (name === 'prototype' && within === 'constructor')
    return 'must not be named constructor.prototype; leave it out'
  return textFault(name)
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

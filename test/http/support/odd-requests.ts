import fc from 'fast-check'
import { drawnFrom, oddTexts, oddValues } from './arbitraries.ts'
import type { JsonSchema, Operation } from './openapi.ts'

export interface OddRequest {
  operation: Operation
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
  caller: 'staff' | 'partner' | 'nobody'
}

type Schemas = Record<string, JsonSchema>

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const oddPaths = [
  '%',
  '%zz',
  '%00',
  '%2e%2e',
  '..',
  '.',
  '%ED%A0%80',
  '%c0%af',
  '%252f',
  '*',
  ':id',
  'x'.repeat(300),
]
const oddHeaders = [
  ...[
    ['accept', 'text/html'],
    ['accept', '*/*;q=0'],
    ['accept', ',;q=x'],
    ['accept-encoding', 'br;q=0, *;q=0'],
  ],
  ...[
    ['if-match', '"1"'],
    ['if-match', '*'],
    ['if-none-match', '*'],
    ['if-none-match', '"x", W/"y"'],
    ['if-match', '"9e9"'],
  ],
  ...[
    ['content-type', 'text/plain'],
    ['content-type', 'application/json; charset=x'],
    ['content-type', 'a/b; c'],
  ],
  ...[
    ['content-encoding', 'gzip'],
    ['expect', '100-continue'],
    ['range', 'bytes=0-1'],
    ['prefer', 'respond-async'],
  ],
  ...[
    ['x-forwarded-for', 'x'],
    ['forwarded', 'for=_x'],
    ['x-http-method-override', 'DELETE'],
    ['traceparent', '00-x'],
  ],
  ...[
    ['authorization', 'Bearer x'],
    ['authorization', 'Basic \u00ff'],
    ['authorization', ''],
    ['cookie', 'a=b; a'],
  ],
  ...[
    ['idempotency-key', 'one'],
    ['idempotency-key', ' '],
    ['host', '\u00e9'],
    ['accept-version', '2.x'],
    ['te', 'trailers'],
    ['last-event-id', '\u00ff'],
  ],
].map(([name = '', value = '']) => ({ [name]: value }))

/** A request for one of the operations: right in most of its parts, odd in some. */
export function anyRequest(operations: Operation[], schemas: Schemas): fc.Arbitrary<OddRequest> {
  // The more there is to get wrong, the more often.
  const weightOf = ({ parameters, body }: Operation) => 1 + parameters.length + (body ? 1 : 0)
  return fc.oneof(
    ...operations.map((operation) => ({
      weight: weightOf(operation),
      arbitrary: requestFor(operation, schemas),
    })),
  )
}

function requestFor(operation: Operation, schemas: Schemas): fc.Arbitrary<OddRequest> {
  const right = operation.path.startsWith('/v1/staff/') ? 'staff' : 'partner'
  return fc.record({
    operation: fc.constant(operation),
    method: mostly(fc.constant(operation.method), fc.constantFrom(...methods), 20),
    url: fc.tuple(pathOf(operation, schemas), queryOf(operation, schemas)).map((parts) => parts.join('')),
    headers: headersOf(operation, schemas),
    body: operation.body ? bodyOf(operation.body, schemas) : fc.constant(undefined),
    caller: mostly(fc.constant<OddRequest['caller']>(right), fc.constantFrom('staff', 'partner', 'nobody')),
  })
}

function mostly<T>(right: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 9): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: right }, { weight: 1, arbitrary: odd })
}

function pathOf({ path, parameters }: Operation, schemas: Schemas): fc.Arbitrary<string> {
  const values = parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name, schema }) =>
      mostly(
        drawnFrom(schema, schemas).map(encoded),
        fc.constantFrom(...oddPaths, ...oddTexts.map(encoded)),
      ).map((value) => [`{${name}}`, value] as const),
    )
  return fc
    .tuple(...values)
    .map((pairs) => pairs.reduce((filled, [hole, value]) => filled.replace(hole, () => value), path))
}

function queryOf({ parameters }: Operation, schemas: Schemas): fc.Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === 'query')
  const pairs = known.map(({ name, schema }) =>
    mostly(drawnFrom(schema, schemas, name).map(encoded), fc.constantFrom(...oddTexts.map(encoded)), 4).map(
      (value) => `${name}=${value}`,
    ),
  )
  const odd = fc.constantFrom(
    'x=1',
    '__proto__=1',
    'limit',
    '=',
    '&&',
    'limit[]=1',
    '%00=1',
    'cursor=W10',
    'after=bm93',
  )
  const right =
    pairs.length === 0
      ? fc.constant('')
      : fc.subarray(pairs).chain((some) => fc.tuple(...some).map((all) => all.join('&')))
  return fc
    .tuple(right, mostly(fc.constant(''), fc.oneof(odd, ...pairs)))
    .map((parts) => parts.filter((part) => part !== '').join('&'))
    .map((query) => (query === '' ? '' : `?${query}`))
}

function headersOf({ parameters, body }: Operation, schemas: Schemas): fc.Arbitrary<Record<string, string>> {
  const known = parameters
    .filter((parameter) => parameter.in === 'header')
    .map(({ name, schema }) => drawnFrom(schema, schemas).map((value) => ({ [name]: plain(value) })))
  const some = fc.subarray(known).chain((chosen) => fc.tuple(...chosen))
  const odd = mostly<Record<string, string>[]>(
    fc.constant([]),
    fc.array(fc.constantFrom(...oddHeaders), { maxLength: 3 }),
    4,
  )
  const type: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
  return fc.tuple(some, odd).map((parts) => Object.assign({}, type, ...parts.flat()))
}

function bodyOf(schema: JsonSchema, schemas: Schemas): fc.Arbitrary<unknown> {
  const right = drawnFrom(schema, schemas)
  const mutated = fc
    .tuple(right, fc.array(fc.tuple(fc.nat(), fc.nat(3), oddValues), { minLength: 1, maxLength: 3 }))
    .map(([value, mutations]) =>
      mutations.reduce((before, [at, kind, odd]) => mutate(structuredClone(before), at, kind, odd), value),
    )
  const raw = fc.oneof(
    right.chain((value) => fc.nat(60).map((length) => JSON.stringify(value).slice(0, length))),
    fc.constantFrom(
      '',
      'null',
      '[]',
      '"x"',
      '{"a":1}{',
      '\ufeff{}',
      '{"__proto__":{}}',
      '['.repeat(1_000),
      '1e999',
    ),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  )
  return fc.oneof(
    { weight: 4, arbitrary: right },
    { weight: 5, arbitrary: mutated },
    { weight: 1, arbitrary: raw },
    { weight: 1, arbitrary: oddValues },
  )
}

// Replaces, removes, adds or wraps at the place that `at` counts down to.
function mutate(value: unknown, at: number, kind: number, odd: unknown): unknown {
  const places = placesIn(value)
  const place = places[at % Math.max(places.length, 1)]
  if (place === undefined) return odd
  const [whole, key] = place
  if (kind === 0) Reflect.set(whole, key, structuredClone(odd))
  if (kind === 1) Reflect.deleteProperty(whole, key)
  if (kind === 2) Reflect.set(whole, `${key}x`, structuredClone(odd))
  if (kind === 3) Reflect.set(whole, key, [Reflect.get(whole, key)])
  return value
}

function placesIn(value: unknown): (readonly [object, string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => [[value, key] as const, ...placesIn(child)])
}

// Half a surrogate pair has no encoding; these are the bytes that it is smuggled in as.
function encoded(value: unknown): string {
  const text = String(value)
  return text.isWellFormed() ? encodeURIComponent(text).replace(/%40(\w+)%3A/g, '@$1:') : '%ED%A0%80'
}

// Node takes nothing else in a header, and neither does the parser before us.
function plain(value: unknown): string {
  return String(value).replace(/[^\x20-\x7e]/g, '')
}

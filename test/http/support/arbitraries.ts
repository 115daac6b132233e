import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { type JsonSchema, named } from './openapi.ts'

/** Texts that have broken something somewhere. */
export const oddTexts = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00x',
    '\u202e',
    '\ufeff',
    '💩',
    'é',
    '\r\nX: y',
    '\u007f',
    '\u2028',
  ],
  ...[
    "'; DROP TABLE partners; --",
    '" OR 1=1',
    '%',
    '_',
    '\\',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
  ],
  ...[
    'null',
    'undefined',
    'NaN',
    '-1',
    '0',
    '1e309',
    '9007199254740993',
    '__proto__',
    'constructor',
    'x'.repeat(5_000),
  ],
  ...['2026-02-30T00:00:00Z', '0000-00-00', '+275760-09-13T00:00:00Z', '9999-12-31T23:59:59.999999999+23:59'],
  ...[
    'art_',
    'art_zzzzzzzzzzzzzzzzzzzzzzzzzz',
    'javascript:alert(1)',
    'http://[::1',
    'https://x\n.example',
    'http://a/<>"',
  ],
]
/** Values that stand where something else belongs. */
export const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 0.5, -0, 2 ** 53, -(2 ** 53), 1e308, [], {}, [[]], [null], {
    a: {},
  }),
  fc.constantFrom<unknown>(Array(6_000).fill(0), nested(40), { a: nested(31) }),
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
)

const when = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const byFormat: Record<string, fc.Arbitrary<string>> = {
  'date-time': when,
  date: when.map((text) => text.slice(0, 10)),
  email: fc.emailAddress(),
  uri: fc.webUrl({ withFragments: true, withQueryParameters: true }),
}
const html = [
  '<p>',
  '</p>',
  '<b>x',
  '<a href="x">',
  '<table>',
  '<!--',
  ']]>',
  '&#0;',
  'text ',
  '<figure>',
  '<ul><li>',
]
const logo = readFileSync('seeds/logo.png').toString('base64')

// What the schema alone would make that is hardly ever taken.
const byName: Record<string, fc.Arbitrary<string>> = {
  domains: fc.nat(5_000).map((number) => `host-${number}.example`),
  role: fc.constantFrom('urgent', 'urgent', 'urgent', 'editorial'),
  email: fc.oneof(
    fc.nat(9).map((number) => `desk-${number}@gazette.example`),
    fc.emailAddress(),
  ),
  bodyHtml: fc.oneof(
    fc.array(fc.constantFrom(...html)).map((parts) => parts.join('')),
    fc.constant('<p>Text.</p>'),
  ),
  allowedCidrs: fc.constantFrom('127.0.0.0/8', '::/0', '192.0.2.0/24', '192.0.2.0/33'),
  svg: fc
    .constantFrom('1', '0.1', '9e99', '99999999999999999999', '1'.repeat(400), '-1', '1.1.1')
    .map((width) => `<svg width="${width}" height="1"/>`),
  content: fc.oneof(fc.constant(logo), fc.base64String()),
  png: fc.oneof(fc.constant(logo), fc.base64String()),
}

/** What a schema describes; `@art:7` in a text stands for one of the articles that are there. */
export function drawnFrom(
  schema: JsonSchema,
  schemas: Record<string, JsonSchema>,
  name = '',
): fc.Arbitrary<unknown> {
  if (schema.$ref) return drawnFrom(named(schemas, schema.$ref), schemas, name)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => drawnFrom(one, schemas, name)))
  if (schema.enum) return byName[name] ?? fc.constantFrom(...schema.enum)
  if ('const' in schema) return fc.constant(schema.const)
  const { minimum = -10, maximum = 2 ** 31, items = {}, minItems = 0, maxItems = 4 } = schema
  // A long poll that nothing ends would only take time.
  if (name === 'wait') return fc.constant(0)
  if (schema.type === 'integer')
    return fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) })
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'array')
    return fc.array(drawnFrom(items, schemas, name), {
      minLength: minItems,
      maxLength: Math.min(maxItems, 4),
    })
  if (schema.type === 'object') return objectOf(schema, schemas)
  return schema.type === 'string' ? textOf(schema, name) : fc.jsonValue()
}

function objectOf({ properties = {}, required = [] }: JsonSchema, schemas: Record<string, JsonSchema>) {
  const fields = Object.entries(properties).map(
    ([name, field]) => [name, drawnFrom(field, schemas, name)] as const,
  )
  return fc.record(Object.fromEntries(fields), { requiredKeys: required })
}

function textOf(
  { pattern, format, minLength = 0, maxLength = 40 }: JsonSchema,
  name: string,
): fc.Arbitrary<string> {
  const prefix = /^\^(art|par|key|grt|rep|med)_/.exec(pattern ?? '')?.[1]
  const drawn = byName[name] ?? byFormat[format ?? ''] ?? (pattern ? matching(pattern) : undefined)
  if (prefix)
    return fc.oneof(
      { weight: 5, arbitrary: fc.nat(1_000).map((number) => `@${prefix}:${number}`) },
      matching(pattern ?? ''),
    )
  return drawn ?? fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) })
}

function matching(pattern: string): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(pattern, 'u'))
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

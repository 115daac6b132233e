import { expect, test } from 'vitest'
import type { FieldError } from '../../src/problems.ts'
import { aDraft, aPartner, aStaffMember } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'
import { type JsonSchema, named, type Operation, operationsOf } from './support/openapi.ts'
import { methodOf } from './support/routes.ts'

const wrong = [
  null,
  true,
  -1,
  0.5,
  1e9,
  '',
  'x',
  'x\ny',
  'x'.repeat(5_000),
  [],
  [1],
  Array(300).fill('x'),
  {},
]
const ofTheLibrary = /invalid|expected|received|too (small|big)|unrecognized|pattern|must be of another form/i

test('whatever is wrong, a plain sentence says what would be right', async () => {
  const product = await start()
  const { operations, schemas } = await operationsOf(product)
  const send = await aSender(product)
  const messages = new Set<string>()
  for (const operation of operations) {
    for (const request of [...wrongQueries(operation), ...wrongBodies(operation, schemas)]) {
      const response = await send(operation, request)
      // What is no wrong request after all is answered in whatever the route speaks.
      const refused = response.statusCode >= 400 && response.body !== ''
      const errors: FieldError[] = refused ? (response.json().errors ?? []) : []
      for (const { message } of errors) messages.add(message)
      expect(new Set(errors.map(({ field }) => field)).size).toBe(errors.length)
    }
  }

  expect(messages.size).toBeGreaterThan(30)
  for (const message of messages) {
    expect(message).toMatch(/^((\w+ )?(is|must|needs) [\w`]|[A-Z].+\.$)/)
    expect(message).not.toMatch(ofTheLibrary)
  }
})

test.each([
  [{ limit: '-1' }, 'must be a whole number from 1 to 200'],
  [{ limit: '201' }, 'must be a whole number from 1 to 200'],
  [{ limit: 'all' }, 'must be a whole number from 1 to 200'],
  [{ cursor: 'x'.repeat(501) }, 'must be at most 500 characters long'],
  [{ include: 'text' }, 'must be body'],
  [{ updatedSince: 'yesterday' }, 'must be a time of RFC 3339 such as 2026-05-01T06:00:00Z'],
])('a list asked for with %o says: %s', async (query, message) => {
  const partner = await aPartner(await start())

  const response = await partner.get(`/v1/articles?${new URLSearchParams(query)}`)

  expect(response.json().errors).toEqual([{ field: Object.keys(query)[0], message }])
})

test.each([
  ['name', undefined, 'is missing; it must be a text'],
  ['name', '', 'must not be empty'],
  ['name', 'x'.repeat(201), 'must be at most 200 characters long'],
  ['domains', [], 'must not be empty'],
  ['domains', 'gazette.example', 'must be a list, each entry a text'],
  ['contacts', {}, 'must be a list, each entry an object with the fields role, name, email'],
  ['audience', [], 'must be an object with the fields monthlyUniques, source'],
  ['audience', { monthlyUniques: -1 }, 'must be a whole number of at least 0'],
  [
    'contacts',
    [{ role: 'chief', email: 'desk@gazette.example' }],
    'must be one of urgent, editorial, technical, licensing',
  ],
  ['contacts', [{ role: 'urgent', email: 'desk' }], 'must be an e-mail address such as desk@example.com'],
])('a publisher whose %s is %o is told: %s', async (field, value, message) => {
  const staff = await aStaffMember(await start())

  const response = await staff.post('/v1/staff/partners', { ...publisher, [field]: value })

  expect(response.json().errors).toContainEqual({ field: expect.stringContaining(field), message })
})

test.each([
  ['reporters', 'must be a list such as ["rep_01h455vb4pex5vsknk084sn02q"]'],
  ['tags', 'must be a list, each entry a text'],
])('a story whose %s are no list is told what would be right', async (field, message) => {
  const staff = await aStaffMember(await start())

  const response = await staff.post('/v1/staff/articles', { headline: 'Story', [field]: 'Budget' })

  expect(response.json().errors).toEqual([{ field, message }])
})

test.each([[[]], [null], ['text']])(
  '%o is told that an object is wanted, and of which fields',
  async (body) => {
    const staff = await aStaffMember(await start())

    const response = await staff.call('POST', '/v1/staff/partners', {
      payload: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })

    expect(response.json().errors).toEqual([
      {
        field: 'body',
        message: 'must be an object with the fields name, legalName, domains, audience, contacts',
      },
    ])
  },
)

const publisher = {
  name: 'Example Gazette',
  domains: ['gazette.example'],
  audience: { monthlyUniques: 1 },
  contacts: [{ role: 'urgent', email: 'desk@gazette.example' }],
}

interface Wrong {
  query?: string
  body?: unknown
}

function wrongQueries({ parameters }: Operation): Wrong[] {
  return parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name }) =>
      wrong.map((value) => ({ query: String(new URLSearchParams({ [name]: String(value).slice(0, 900) })) })),
    )
}

function wrongBodies({ body }: Operation, schemas: Record<string, JsonSchema>): Wrong[] {
  if (!body) return []
  const schema = resolved(body, schemas)
  const right = schema.examples?.[0] ?? {}
  const inside = placesIn(right).flatMap((place) => wrong.map((value) => replaced(right, place, value)))
  return [...wrong, undefined, ...inside].map((value) => ({ body: value }))
}

function resolved(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  if (schema.$ref) return resolved(named(schemas, schema.$ref), schemas)
  const [first] = schema.anyOf ?? []
  return first ? resolved(first, schemas) : schema
}

function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => [
    [key],
    ...placesIn(child).map((rest) => [key, ...rest]),
  ])
}

function replaced(whole: unknown, place: string[], value: unknown): unknown {
  const copy = structuredClone(whole)
  let parent: unknown = copy
  for (const step of place.slice(0, -1))
    parent = typeof parent === 'object' && parent ? Reflect.get(parent, step) : undefined
  if (typeof parent === 'object' && parent) Reflect.set(parent, place.at(-1) ?? '', value)
  return copy
}

async function aSender(product: Product) {
  const partner = await aPartner(product)
  const staff = await aStaffMember(product)
  const { id: story } = await aDraft(product)
  return async ({ method, path }: Operation, { query, body }: Wrong) => {
    const address = path
      .replace('{keyId}', partner.keyId)
      .replace('{id}', path.includes('/partners/') ? partner.id : story)
    return product.app.inject({
      method: methodOf(method),
      url: query ? `${address}?${query}` : address,
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${path.startsWith('/v1/staff/') ? staff.token : partner.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    })
  }
}

import { describe, expect, test } from 'vitest'
import type { ProblemSlug } from '../../src/problems.ts'
import { aDraft, anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { outcomeOf } from './support/outcomes.ts'
import { expectProblem } from './support/problems.ts'
import { rowCounts } from './support/sql.ts'

const json = { 'content-type': 'application/json' }
const publisher = {
  name: 'Example Gazette',
  domains: ['gazette.example'],
  audience: { monthlyUniques: 1_000_000 },
  contacts: [{ role: 'urgent', email: 'desk@gazette.example' }],
}
const text = JSON.stringify(publisher)

/** A name, the body as it is sent, what it is refused as, and the fields that are named. */
type BadBody = [name: string, body: string | Buffer, slug: ProblemSlug, ...fields: string[]]

const badBodies: Record<string, BadBody[]> = {
  'text that the engines store differently': [
    ['U+0000 in a text', text.replace('Example', '\\u0000'), 'invalid-request', 'name'],
    ['U+0000 deep inside', text.replace('desk@', '\\u0000@'), 'invalid-request', 'contacts.0.email'],
    ['U+0000 in a field name', text.replace('"name"', '"na\\u0000me"'), 'invalid-request', 'na\u0000me'],
    [
      'U+0000 in several places',
      text.replace('Example', '\\u0000').replace('desk@', '\\u0000@').replace('1000000', '1e400'),
      ...(['invalid-request', 'name', 'contacts.0.email', uniques()] as const),
    ],
    ['U+0000 as a byte', text.replace('Example', '\u0000'), 'malformed-body'],
    ['the first half of a surrogate pair', text.replace('Example', '\\ud83d'), 'invalid-request', 'name'],
    ['the second half of a surrogate pair', text.replace('Example', '\\udc4d'), 'invalid-request', 'name'],
  ],
  numbers: [
    ['a number beyond 2^53', text.replace('1000000', '9007199254740992'), 'invalid-request', uniques()],
    ['a number below -2^53', text.replace('1000000', '-9007199254740993'), 'invalid-request', uniques()],
    ['a number beyond all numbers', text.replace('1000000', '1e400'), 'invalid-request', uniques()],
    ['half a number', text.replace('1000000', '0.5'), 'invalid-request', uniques()],
    ['a number as a text', text.replace('1000000', '"1000000"'), 'invalid-request', uniques()],
    ['no number at all', text.replace('1000000', 'NaN'), 'malformed-body'],
  ],
  sizes: [
    ['an array of 10,000', withDomains(Array(10_000).fill('a')), 'invalid-request', 'domains'],
    ['an array of 201 where 200 are taken', withDomains(manyHosts(201)), 'invalid-request', 'domains'],
    ['33 levels of arrays', '['.repeat(33) + ']'.repeat(33), 'invalid-request'],
    ['33 levels of objects', '{"a":'.repeat(33) + '1'.padEnd(34, '}'), 'invalid-request'],
    ['30,000 levels', '['.repeat(30_000) + ']'.repeat(30_000), 'invalid-request'],
    ['30,000 levels that do not end', '['.repeat(30_000), 'malformed-body'],
  ],
  names: [
    ['__proto__', text.replace('{', '{"__proto__":{"name":"x"},'), 'invalid-request', '__proto__'],
    [
      '__proto__ inside',
      text.replace('{"monthly', '{"__proto__":1,"monthly'),
      ...(['invalid-request', 'audience.__proto__'] as const),
    ],
    [
      'constructor.prototype',
      text.replace('{', '{"constructor":{"prototype":{}},'),
      ...(['invalid-request', 'constructor.prototype'] as const),
    ],
    ['constructor', text.replace('{', '{"constructor":{},'), 'invalid-request', 'constructor'],
    ['a field that is not taken', text.replace('{', '{"nmae":"x",'), 'invalid-request', 'nmae'],
    [
      'two that are not taken',
      text.replace('{"monthly', '{"a":1,"b":2,"monthly'),
      'invalid-request',
      'audience.b',
    ],
    ['a missing field', '{"name":"x"}', 'invalid-request', 'domains', 'audience', 'contacts'],
  ],
  values: [
    ['null in place of a list', text.replace('["gazette.example"]', 'null'), 'invalid-request', 'domains'],
    ['an empty name', text.replace('Example Gazette', ' '), 'invalid-request', 'name'],
    ['a name of 10,000 characters', text.replace('Example', 'x'.repeat(10_000)), 'invalid-request', 'name'],
    ['a role that is not one', text.replace('"urgent"', '"chief"'), 'invalid-request', 'contacts.0.role'],
  ],
  'other documents': [
    ['no body', '', 'invalid-request', 'body'],
    ['null', 'null', 'invalid-request', 'body'],
    ['a list', '[]', 'invalid-request', 'body'],
    ['a text', '"name"', 'invalid-request', 'body'],
    ['a number', '1', 'invalid-request', 'body'],
  ],
  'what is not JSON': [
    ['half a document', text.slice(0, -1), 'malformed-body'],
    ['two documents', text + text, 'malformed-body'],
    ['something behind the document', `${text}x`, 'malformed-body'],
    ['a comment', `${text}// x`, 'malformed-body'],
    ['JSON with single quotes', text.replaceAll('"', "'"), 'malformed-body'],
    ['a form', 'name=Example', 'malformed-body'],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      'malformed-body',
    ],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'malformed-body'],
    ['UTF-16', Buffer.from(text, 'utf16le'), 'malformed-body'],
    ['a body of 65 KiB', text.replace('Example', 'x'.repeat(65 * 1024)), 'body-too-large'],
  ],
}

test.each(Object.entries(badBodies))(
  '%s: refused naming the field, and nothing is written',
  async (_, bodies) => {
    const product = await start()
    const staff = await aStaffMember(product)
    const before = await rowCounts(product.storage)
    for (const [name, payload, slug, ...fields] of bodies) {
      const response = await staff.call('POST', '/v1/staff/partners', { payload, headers: json })

      expect([name, outcomeOf(response)]).toEqual([name, slug])
      expectProblem(response, slug, ...fields)
      expect(await rowCounts(product.storage)).toEqual(before)
    }
  },
)

test('what cannot be stored is named in the order of the document, twenty faults at most', async () => {
  const staff = await aStaffMember(await start())
  const faultsIn = async (payload: string) =>
    (await staff.call('POST', '/v1/staff/partners', { payload, headers: json })).json().errors

  expect(await faultsIn('{"name":"\\u0000","domains":["x","\\ud83d"],"__proto__":1,"n":1e400}')).toEqual([
    { field: 'name', message: 'contains the character U+0000; leave it out' },
    { field: 'domains.1', message: 'contains half of a surrogate pair; send well-formed Unicode' },
    { field: '__proto__', message: 'must not be named __proto__; leave it out' },
    { field: 'n', message: 'is a number beyond 2^53 - 1' },
  ])
  expect(await faultsIn(JSON.stringify({ domains: Array(100).fill('\u0000') }))).toHaveLength(20)
})

test('names that are very long are refused at once, and shown in part', async () => {
  const staff = await aStaffMember(await start())
  const name = 'x'.repeat(900_000)
  const payload = JSON.stringify({ [name]: Array(5_000).fill('\u0000') })
  const since = performance.now()

  const answer = await staff.call('POST', '/v1/staff/articles', { payload, headers: json })

  expectProblem(answer, 'invalid-request')
  expect(answer.body.length).toBeLessThan(10_000)
  expect(performance.now() - since).toBeLessThan(2_000)
})

test('the same body without the fault is taken', async () => {
  const staff = await aStaffMember(await start())

  const response = await staff.call('POST', '/v1/staff/partners', { payload: text, headers: json })

  expect(response).toHaveStatus(201)
})

test('33 levels are too deep, 32 are not', async () => {
  const staff = await aStaffMember(await start())
  const messageAt = async (depth: number) => {
    const payload = '['.repeat(depth) + ']'.repeat(depth)
    return (await staff.call('POST', '/v1/staff/partners', { payload, headers: json })).json().errors[0]
      .message
  }

  expect(await messageAt(33)).toContain('nested deeper than 32')
  expect(await messageAt(32)).not.toContain('nested')
})

test('only JSON in UTF-8 is taken as a body', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const before = await rowCounts(product.storage)
  for (const type of [
    ...[
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ],
    ...['application/jsonp', 'application/problem+json', 'json', '', ';', 'application/json, text/plain'],
    ...['application/json; charset=iso-8859-1', 'application/json;charset=utf-16'],
    ...['application/json; charset="windows-1252"', 'application/json; x=y; Charset=latin1'],
  ]) {
    const response = await staff.call('POST', '/v1/staff/partners', {
      payload: text,
      headers: { 'content-type': type },
    })
    expect([type, outcomeOf(response)]).toEqual([type, 'unsupported-media-type'])
    expectProblem(response, 'unsupported-media-type')
  }
  expect(await rowCounts(product.storage)).toEqual(before)
})

test.each(['application/json; charset=UTF-8', 'application/json;charset="utf-8"', 'Application/JSON'])(
  '%s is JSON',
  async (type) => {
    const staff = await aStaffMember(await start())
    const headers = { 'content-type': type }

    expect(await staff.call('POST', '/v1/staff/partners', { payload: text, headers })).toHaveStatus(201)
  },
)

test('a body that is encoded is refused', async () => {
  const staff = await aStaffMember(await start())
  for (const encoding of ['gzip', 'br', 'deflate', 'identity, gzip', 'x']) {
    const response = await staff.post('/v1/staff/partners', publisher, { 'content-encoding': encoding })
    expectProblem(response, 'unsupported-media-type')
  }
})

describe('what a verb refuses leaves nothing behind', () => {
  test.each([
    ['a reporter that does not exist', { reporters: ['rep_01h455vb4pex5vsknk084sn02q'] }, 'reporters.0'],
    ['a canonical address that is none', { canonicalUrl: 'javascript:alert(1)' }, 'canonicalUrl'],
    ['a language that is none', { language: 'English' }, 'language'],
    ['an urgency of 10', { urgency: 10 }, 'urgency'],
    ['51 tags', { tags: Array(51).fill('tag') }, 'tags'],
    ['a headline of two lines', { headline: 'one\ntwo' }, 'headline'],
  ])('%s', async (_, fields, field) => {
    const product = await start()
    const staff = await aStaffMember(product)
    const { id } = await anArticle(product)
    const draft = await aDraft(product)
    const before = await rowCounts(product.storage)

    expectProblem(await staff.post('/v1/staff/articles', fields), 'invalid-request', field)
    expectProblem(await staff.post(`/v1/staff/articles/${id}/updates`, fields), 'invalid-request', field)
    const correction = { note: 'A note.', ...fields }
    expectProblem(
      await staff.post(`/v1/staff/articles/${id}/corrections`, correction),
      'invalid-request',
      field,
    )
    const edit = await staff.call('PATCH', `/v1/staff/articles/${draft.id}`, { payload: fields })
    expectProblem(edit, 'invalid-request', field)
    expect(await rowCounts(product.storage)).toEqual(before)
  })

  test('a publication that is incomplete names all that is missing', async () => {
    const product = await start()
    const staff = await aStaffMember(product)
    const { id } = (await staff.post('/v1/staff/articles', {})).json()
    const before = await rowCounts(product.storage)

    const response = await staff.post(`/v1/staff/articles/${id}/publications`)

    expectProblem(response, 'publication-incomplete', 'headline', 'bodyHtml', 'reporters')
    expect(await rowCounts(product.storage)).toEqual(before)
  })

  test('a host that belongs to another partner', async () => {
    const product = await start()
    const staff = await aStaffMember(product)
    await staff.post('/v1/staff/partners', publisher)
    const before = await rowCounts(product.storage)

    expectProblem(await staff.post('/v1/staff/partners', { ...publisher, name: 'Other' }), 'conflict')
    expect(await rowCounts(product.storage)).toEqual(before)
  })

  test('a key with a scope, a network or a time that is none', async () => {
    const product = await start()
    const staff = await aStaffMember(product)
    const { id } = await aPartner(product)
    const before = await rowCounts(product.storage)
    for (const [field, value] of [
      ['scopes', ['articles:write']],
      ['allowedCidrs', ['192.0.2.0/33']],
      ['expiresAt', '2026-02-30T00:00:00Z'],
      ['expiresAt', '2026-05-01'],
    ] as const) {
      const response = await staff.post(`/v1/staff/partners/${id}/keys`, { name: 'x', [field]: value })
      expectProblem(response, 'invalid-request', field === 'expiresAt' ? field : `${field}.0`)
    }
    expect(await rowCounts(product.storage)).toEqual(before)
  })
})

function uniques() {
  return 'audience.monthlyUniques'
}

function withDomains(domains: string[]) {
  return JSON.stringify({ ...publisher, domains })
}

function manyHosts(count: number) {
  return Array.from({ length: count }, (_, number) => `host-${number}.example`)
}

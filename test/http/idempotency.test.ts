import { expect, test } from 'vitest'
import { revokeStaffToken } from '../../src/accounts/staff-tokens.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { actor, caller, start } from '../support/product.ts'
import { expectProblem } from './support/problems.ts'
import { rowCounts, sqlOn } from './support/sql.ts'

const dayMs = 24 * 60 * 60 * 1_000
const once = { 'idempotency-key': '0e5c7c0a-5a53-4b54-9d0c-3f6b1c0c9a11' }
const jane = { name: 'Jane Doe' }

test('a repeated request has one effect, and gets the same answer', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const first = await staff.post('/v1/staff/reporters', jane, once)
  const after = await rowCounts(product.storage)

  const second = await staff.post('/v1/staff/reporters', jane, once)

  expect(second).toHaveStatus(201)
  expect(second.body).toBe(first.body)
  expect(first.headers['idempotency-replayed']).toBeUndefined()
  expect(second.headers['idempotency-replayed']).toBe('true')
  expect(await rowCounts(product.storage)).toEqual(after)
})

test('the order of fields and the space between them make no other request', async () => {
  const staff = await aStaffMember(await start())
  const post = (payload: string) =>
    staff.call('POST', '/v1/staff/reporters', {
      payload,
      headers: { ...once, 'content-type': 'application/json' },
    })
  const first = await post('{"name":"Jane Doe","kind":"desk"}')
  const second = await post(' { "kind" : "desk", "name" : "Jane Doe" } ')

  expect(second.body).toBe(first.body)
})

test('the same key for another request is refused', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const { id } = await aPartner(product)
  const other = await aPartner(product)
  await staff.post(`/v1/staff/partners/${id}/keys`, { name: 'CMS' }, once)
  const after = await rowCounts(product.storage)
  for (const [url, body] of [
    [`/v1/staff/partners/${id}/keys`, { name: 'CMS 2' }],
    [`/v1/staff/partners/${other.id}/keys`, { name: 'CMS' }],
    [`/v1/staff/partners/${id}/suspensions`, { reason: 'CMS' }],
  ] as const) {
    const refused = await staff.post(url, body, once)
    expectProblem(refused, 'idempotency-key-reused')
    expect(refused.body).not.toContain(once['idempotency-key'])
  }
  expect(await rowCounts(product.storage)).toEqual(after)
})

test('twenty requests at once have one effect, and all get the same answer', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const before = await rowCounts(product.storage)

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => staff.post('/v1/staff/reporters', jane, once)),
  )

  const after = await rowCounts(product.storage)
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(19)
  expect(after).toEqual({
    ...before,
    reporters: Number(before.reporters) + 1,
    audit_entries: Number(before.audit_entries) + 1,
    idempotent_responses: 1,
  })
})

test('a replay leaves the key out, and the key is stored nowhere', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const { id } = await aPartner(product)
  const { key, ...shown } = (await staff.post(`/v1/staff/partners/${id}/keys`, { name: 'CMS' }, once)).json()

  const replay = await staff.post(`/v1/staff/partners/${id}/keys`, { name: 'CMS' }, once)

  expect(replay.json()).toEqual(shown)
  expect(await caller(product.app, key).get('/v1/partner')).toHaveStatus(200)
  const stored = await sqlOn(product.storage, 'SELECT * FROM idempotent_responses')
  expect(JSON.stringify(stored)).not.toContain(key)
})

test('an answer is kept for 24 hours', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const first = await staff.post('/v1/staff/reporters', jane, once)
  product.clock.advance(dayMs - 1)
  expect((await staff.post('/v1/staff/reporters', jane, once)).body).toBe(first.body)
  product.clock.advance(1)

  const later = await staff.post('/v1/staff/reporters', jane, once)

  expect(later).toHaveStatus(201)
  expect(later.json().id).not.toBe(first.json().id)
  expect((await rowCounts(product.storage)).idempotent_responses).toBe(1)
})

test('what was refused is not kept: the mended request is taken under the same key', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const publisher = {
    name: 'Example Gazette',
    domains: ['gazette.example'],
    audience: { monthlyUniques: 1 },
    contacts: [{ role: 'urgent', email: 'desk@gazette.example' }],
  }
  await staff.post('/v1/staff/partners', publisher)

  expectProblem(await staff.post('/v1/staff/partners', { name: 'x' }, once), 'invalid-request')
  expectProblem(await staff.post('/v1/staff/partners', publisher, once), 'conflict')
  const mended = await staff.post('/v1/staff/partners', { ...publisher, domains: ['other.example'] }, once)

  expect(mended).toHaveStatus(201)
  expect(mended.headers['idempotency-replayed']).toBeUndefined()
})

test('a replay is for whoever may still ask', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  await staff.post('/v1/staff/reporters', jane, once)
  await product.database.write((tx) => revokeStaffToken(tx, actor, staff.id))

  expectProblem(await staff.post('/v1/staff/reporters', jane, once), 'key-revoked')
})

test('a key that is none is refused, and nothing is done', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const before = await rowCounts(product.storage)
  for (const bad of ['', ' ', 'a b', 'x'.repeat(256), 'é', 'a\u0000', 'a, b']) {
    const refused = await staff.post('/v1/staff/reporters', jane, { 'idempotency-key': bad })
    expectProblem(refused, 'invalid-request', 'Idempotency-Key')
  }
  expect(await rowCounts(product.storage)).toEqual(before)
  const longest = { 'idempotency-key': 'x'.repeat(255) }
  expect(await staff.post('/v1/staff/reporters', jane, longest)).toHaveStatus(201)
})

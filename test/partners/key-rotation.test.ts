import { expect, test } from 'vitest'
import { defaultScopes } from '../../src/partners/api-keys.ts'
import { apiKeys } from '../../src/partners/tables.ts'
import { type Id, newId } from '../../src/platform/ids.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { caller, type Product, start } from '../support/product.ts'

const hourMs = 60 * 60 * 1_000

async function aRotation(limits: Parameters<typeof aPartner>[1] = {}) {
  const product = await start()
  const partner = await aPartner(product, limits)
  const officer = await aStaffMember(product, 'licensing')
  const rotate = (body: object = {}, keyId: string = partner.keyId) =>
    officer.post(`/v1/staff/partners/${partner.id}/keys/${keyId}/rotations`, body)
  return { product, partner, officer, rotate }
}

test('the new key is as the old one was, and both work until the overlap ends', async () => {
  const { product, partner, rotate } = await aRotation({
    name: 'CMS',
    scopes: ['articles:read'],
    allowedCidrs: ['127.0.0.0/8'],
  })

  const made = await rotate()

  expect(made).toHaveStatus(201)
  expect(made.json()).toMatchObject({
    name: 'CMS',
    scopes: ['articles:read'],
    allowedCidrs: ['127.0.0.0/8'],
    expiresAt: null,
    rotatedAt: null,
  })
  const successor = caller(product.app, made.json().key)
  product.clock.advance(24 * hourMs - 1)
  expect(await partner.get('/v1/articles')).toHaveStatus(200)
  product.clock.advance(1)
  const refused = await partner.get('/v1/articles')
  expect(refused).toHaveProblem('key-expired')
  expect(refused.json().detail).toContain(
    `was rotated on 2026-05-01 and ended on 2026-05-02; use its successor ${made.json().id}.`,
  )
  expect(await successor.get('/v1/articles')).toHaveStatus(200)
})

test('only a rotated key says on every answer that it ends, and when', async () => {
  const { product, partner, rotate } = await aRotation({ scopes: ['articles:read'] })
  expect((await partner.get('/v1/articles')).headers).not.toHaveProperty('deprecation')

  const made = await rotate({ overlapSeconds: 3_600 })

  const ending = { deprecation: '@1777593600', sunset: 'Fri, 01 May 2026 01:00:00 GMT' }
  for (const url of ['/v1/articles', '/v1/articles?limit=x', '/v1/changes', '/v1/partner/keys'])
    expect((await partner.get(url)).headers).toMatchObject(ending)
  const successor = await caller(product.app, made.json().key).get('/v1/articles')
  expect(successor.headers).not.toHaveProperty('sunset')
})

test('without an overlap the old key ends at once', async () => {
  const { partner, rotate } = await aRotation()

  await rotate({ overlapSeconds: 0 })

  expect(await partner.get('/v1/articles')).toHaveProblem('key-expired')
})

test('a key ends no later than it would have without a successor', async () => {
  const { partner, rotate, officer } = await aRotation({ expiresAt: Date.parse('2026-05-01T02:00:00Z') })

  const made = await rotate({ expiresAt: '2027-01-01T00:00:00Z' })

  expect(made.json().expiresAt).toBe('2027-01-01T00:00:00.000Z')
  const { items } = (await officer.get(`/v1/staff/partners/${partner.id}/keys`)).json()
  expect(items[0]).toMatchObject({
    expiresAt: '2026-05-01T02:00:00.000Z',
    expiresSoon: true,
    rotatedAt: '2026-05-01T00:00:00.000Z',
    successorId: made.json().id,
  })
  expect(items[1]).toMatchObject({ expiresSoon: false, successorId: null })
})

test('of fifty rotations at once one makes a successor', async () => {
  const { partner, officer, rotate } = await aRotation()

  const answers = await Promise.all(Array.from({ length: 50 }, () => rotate()))

  const made = answers.filter(({ statusCode }) => statusCode === 201)
  expect(made).toHaveLength(1)
  for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) {
    expect(answer).toHaveProblem('conflict')
    expect(answer.json().detail).toContain(made[0]?.json().id)
  }
  expect((await officer.get(`/v1/staff/partners/${partner.id}/keys`)).json().items).toHaveLength(2)
})

test('what no longer works is not rotated', async () => {
  const { product, partner, officer, rotate } = await aRotation({
    expiresAt: Date.parse('2026-05-01T01:00:00Z'),
  })
  const other = await aPartner(product)
  expect(await rotate({}, other.keyId)).toHaveProblem('not-found')
  product.clock.advance(hourMs)
  expect(await rotate()).toHaveProblem('conflict')

  await officer.call('DELETE', `/v1/staff/partners/${partner.id}/keys/${partner.keyId}`)
  expect(await rotate()).toHaveProblem('conflict')
})

test('a partner rotates the keys that its key could have made', async () => {
  const { product, partner, officer } = await aRotation({ scopes: ['articles:read', 'keys:write'] })
  const keys = `/v1/staff/partners/${partner.id}/keys`
  const narrow = (await officer.post(keys, { name: 'reader', scopes: ['articles:read'] })).json()
  const wide = (await officer.post(keys, { name: 'usage', scopes: ['usage:read'] })).json()
  const rotate = (id: string, body = {}) => partner.post(`/v1/partner/keys/${id}/rotations`, body)

  const made = await rotate(narrow.id)
  expect(made).toHaveStatus(201)
  expect(await caller(product.app, made.json().key).get('/v1/articles')).toHaveStatus(200)
  const refused = await rotate(wide.id)
  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors[0].message).toContain('yours could not make')
  expect(await rotate(partner.keyId)).toHaveStatus(201)
})

test('another process knows of a rotation within a second', async () => {
  const { product, partner, rotate } = await aRotation()
  const elsewhere = caller((await start({ on: product.storage })).app, partner.key)
  expect(await elsewhere.get('/v1/articles')).toHaveStatus(200)

  await rotate({ overlapSeconds: 0 })

  await expect
    .poll(async () => (await elsewhere.get('/v1/articles')).statusCode, { timeout: 1_000 })
    .toBe(401)
})

async function withKeys(
  { database, clock }: Product,
  partnerId: Id<'par'>,
  count: number,
  rotatedAt?: number,
) {
  const rows = Array.from({ length: count }, () => {
    const id = newId('key')
    return {
      ...{ id, partnerId, name: 'one of many', kind: 'live' as const, display: 'wc_live_…', hash: id },
      ...{ scopes: defaultScopes, allowedCidrs: [], createdAt: clock.now() },
      ...(rotatedAt === undefined ? {} : { rotatedAt, expiresAt: clock.now() + hourMs }),
    }
  })
  await database.write(async (tx) => {
    await tx.insert(apiKeys).values(rows)
  })
}

test('who has as many keys as one can have still rotates each of them', async () => {
  const { product, partner, officer, rotate } = await aRotation()
  await withKeys(product, partner.id, 199)
  const create = () => officer.post(`/v1/staff/partners/${partner.id}/keys`, { name: 'one too many' })
  expect(await create()).toHaveProblem('conflict')

  const made = await rotate()

  expect(made).toHaveStatus(201)
  expect(await rotate({}, made.json().id)).toHaveStatus(201)
  expect(await create()).toHaveProblem('conflict')
})

test('rotating again and again does not pile up keys that work', async () => {
  const { product, partner, rotate } = await aRotation()
  await withKeys(product, partner.id, 199, product.clock.now())
  const made = await rotate()
  expect(made).toHaveStatus(201)

  const refused = await rotate({}, made.json().id)

  expect(refused).toHaveProblem('conflict')
  expect(refused.json().detail).toContain('200 rotated keys that still work')
  product.clock.advance(hourMs)
  expect(await rotate({}, made.json().id)).toHaveStatus(201)
})

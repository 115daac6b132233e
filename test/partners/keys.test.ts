import { expect, test } from 'vitest'
import { apiKeys } from '../../src/partners/tables.ts'
import { keyPattern } from '../../src/platform/secrets/keys.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { caller, type Product, start } from '../support/product.ts'

async function aKeyRing() {
  const product = await start()
  const officer = await aStaffMember(product, 'licensing')
  const partner = await aPartner(product)
  const url = `/v1/staff/partners/${partner.id}/keys`
  return {
    product,
    officer,
    partner,
    url,
    create: (fields: object) => officer.post(url, fields),
    revoke: (keyId: string) => officer.call('DELETE', `${url}/${keyId}`),
    list: async () => (await officer.get(url)).json().items,
  }
}

// Whatever was appended before is committed when this append is.
async function appended({ database }: Product) {
  await database.append(async (queries) => {
    await queries.select().from(apiKeys).limit(1)
  })
}

test('a new key is shown once and works at once', async () => {
  const { product, create } = await aKeyRing()

  const created = await create({ name: 'production CMS' })

  expect(created).toHaveStatus(201)
  expect(created.json().key).toMatch(/^wc_live_[0-9A-Za-z]{49}$/)
  expect(await caller(product.app, created.json().key).get('/v1/articles')).toHaveStatus(200)
})

test('no list shows a key, neither to staff nor to the partner', async () => {
  const { officer, partner, url, create } = await aKeyRing()
  const { key, display } = (await create({ name: 'production CMS' })).json()

  for (const listed of [await officer.get(url), await partner.get('/v1/partner/keys')]) {
    expect(listed.body).toContain(display)
    expect(listed.body).not.toContain(key)
    expect(listed.body).not.toContain('hash')
    expect(listed.body.match(keyPattern)).toBeNull()
  }
})

test('a replayed request answers with the same key, without its text', async () => {
  const { officer, url, list } = await aKeyRing()
  const send = () => officer.post(url, { name: 'production CMS' }, { 'idempotency-key': 'once' })

  const [first, second] = [await send(), await send()]

  expect(second.json().id).toBe(first.json().id)
  expect(second.json()).not.toHaveProperty('key')
  expect(await list()).toHaveLength(2)
})

test('a key does what most partners need, and cannot make keys', async () => {
  const { create } = await aKeyRing()

  expect((await create({ name: 'CMS' })).json().scopes).toEqual([
    'articles:read',
    'changes:read',
    'feeds:read',
    'usage:read',
  ])
})

test('a key opens only what its scopes name', async () => {
  const { product, create } = await aKeyRing()
  const { key } = (await create({ name: 'mirror', scopes: ['changes:read'] })).json()
  const mirror = caller(product.app, key)

  expect(await mirror.get('/v1/changes')).toHaveStatus(200)
  expect(await mirror.get('/v1/articles')).toHaveProblem('scope-missing')
})

test('a key ends at the moment that it was made for', async () => {
  const { product, create } = await aKeyRing()
  const { key } = (await create({ name: 'trial', expiresAt: '2026-05-01T12:00:00+02:00' })).json()
  const trial = caller(product.app, key)

  product.clock.set('2026-05-01T09:59:59Z')
  expect(await trial.get('/v1/articles')).toHaveStatus(200)
  product.clock.set('2026-05-01T10:00:00Z')
  expect(await trial.get('/v1/articles')).toHaveProblem('key-expired')
})

test('a key works only from its networks', async () => {
  const { product, create } = await aKeyRing()
  const { key } = (
    await create({ name: 'data center', allowedCidrs: ['192.0.2.0/24', '2001:db8::/32'] })
  ).json()
  const from = (remoteAddress: string) =>
    caller(product.app, key).call('GET', '/v1/articles', { remoteAddress })

  expect(await from('192.0.2.17')).toHaveStatus(200)
  expect(await from('::ffff:192.0.2.17')).toHaveStatus(200)
  expect(await from('2001:db8::1')).toHaveStatus(200)
  expect(await from('192.0.3.17')).toHaveProblem('address-not-allowed')
  expect(await from('2001:db9::1')).toHaveProblem('address-not-allowed')
})

test('a revoked key is refused for the very next request', async () => {
  const { product, create, revoke } = await aKeyRing()
  const { id, key } = (await create({ name: 'lost' })).json()
  const finder = caller(product.app, key)
  expect(await finder.get('/v1/articles')).toHaveStatus(200)

  expect(await revoke(id)).toHaveStatus(200)

  expect(await finder.get('/v1/articles')).toHaveProblem('key-revoked')
})

test('revoking one key leaves the others', async () => {
  const { partner, create, revoke } = await aKeyRing()
  const { id } = (await create({ name: 'lost' })).json()

  await revoke(id)

  expect(await partner.get('/v1/articles')).toHaveStatus(200)
})

test('revoking again changes nothing', async () => {
  const { product, create, revoke } = await aKeyRing()
  const { id } = (await create({ name: 'lost' })).json()
  const { revokedAt } = (await revoke(id)).json()
  product.clock.advance(60_000)

  expect((await revoke(id)).json()).toMatchObject({ revokedAt })
})

test('a key of another partner cannot be revoked under this one', async () => {
  const { product, revoke } = await aKeyRing()
  const other = await aPartner(product)

  expect(await revoke(other.keyId)).toHaveProblem('not-found')
  expect(await other.get('/v1/articles')).toHaveStatus(200)
})

test('a partner sees its own keys only', async () => {
  const { product, partner } = await aKeyRing()
  await aPartner(product)

  const { items } = (await partner.get('/v1/partner/keys')).json()

  expect(items.map(({ id }: { id: string }) => id)).toEqual([partner.keyId])
})

test('keys are listed page by page', async () => {
  const { officer, partner, url, create } = await aKeyRing()
  for (const name of ['second', 'third']) await create({ name })

  for (const door of [
    (query: string) => officer.get(url + query),
    (query: string) => partner.get(`/v1/partner/keys${query}`),
  ]) {
    const first = (await door('?limit=2')).json()
    const second = (await door(`?limit=2&cursor=${first.next}`)).json()

    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['test', 'second', 'third'])
    expect(second.next).toBeNull()
  }
})

test('every wrong field of a key is named', async () => {
  const { create } = await aKeyRing()

  const refused = await create({
    name: '',
    scopes: ['everything'],
    expiresAt: 'tomorrow',
    allowedCidrs: ['192.0.2.0/24', '192.0.2.1'],
  })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors.map(({ field }: { field: string }) => field)).toEqual([
    'name',
    'scopes.0',
    'expiresAt',
    'allowedCidrs.1',
  ])
})

test('a key that would be born expired is refused', async () => {
  const { create } = await aKeyRing()

  const refused = await create({ name: 'late', expiresAt: '2020-01-01T00:00:00Z' })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'expiresAt' }])
})

test('the last use of a key is written at most once a minute', async () => {
  const { product, partner, list } = await aKeyRing()
  const use = async () => {
    await partner.get('/v1/articles')
    await appended(product)
    return (await list())[0].lastUsedAt
  }

  expect((await list())[0].lastUsedAt).toBeNull()
  expect(await use()).toBe('2026-05-01T00:00:00.000Z')
  product.clock.advance(59_999)
  expect(await use()).toBe('2026-05-01T00:00:00.000Z')
  product.clock.advance(1)
  expect(await use()).toBe('2026-05-01T00:01:00.000Z')
})

import { expect, test } from 'vitest'
import { sealerOf } from '../../src/installation.ts'
import { createApiKey, defaultScopes, type NewApiKey, revokeApiKey } from '../../src/partners/api-keys.ts'
import { aPartner } from '../support/factories.ts'
import { actor, caller, start } from '../support/product.ts'

const manager: NewApiKey = { name: 'manager', scopes: [...defaultScopes, 'keys:write'] }

async function aManager(limits: Partial<NewApiKey> = {}) {
  const product = await start()
  const partner = await aPartner(product, { ...manager, ...limits })
  return {
    product,
    partner,
    create: (fields: object) => partner.post('/v1/partner/keys', { name: 'CMS', ...fields }),
    faults: async (fields: object) => {
      const refused = await partner.post('/v1/partner/keys', { name: 'CMS', ...fields })
      expect(refused).toHaveProblem('invalid-request')
      return refused.json().errors.map(({ field }: { field: string }) => field)
    },
  }
}

test('a partner makes keys of its own, which cannot make keys unless told so', async () => {
  const { product, create } = await aManager()

  const made = await create({})

  expect(made).toHaveStatus(201)
  expect(made.json().scopes).toEqual(defaultScopes)
  expect(await caller(product.app, made.json().key).get('/v1/articles')).toHaveStatus(200)
  expect(await caller(product.app, made.json().key).post('/v1/partner/keys', { name: 'more' })).toHaveProblem(
    'scope-missing',
  )
  expect((await create({ scopes: ['keys:write'] })).json().scopes).toEqual(['keys:write'])
})

test('a key makes none with a scope that it lacks itself', async () => {
  const { create, faults } = await aManager({ scopes: ['changes:read', 'keys:write'] })

  expect(await faults({ scopes: ['changes:read', 'articles:read'] })).toEqual(['scopes.1'])
  expect((await create({})).json().scopes).toEqual(['changes:read'])
})

test('a key whose scopes are none of the usual ones must say what the new one may do', async () => {
  const { faults } = await aManager({ scopes: ['keys:write'] })

  expect(await faults({})).toEqual(['scopes'])
})

test('a key makes none for another network', async () => {
  const { create, faults } = await aManager({ allowedCidrs: ['127.0.0.0/8', '2001:db8::/32'] })

  expect(await faults({ allowedCidrs: ['127.0.0.0/7', '2001:db8::/31', '192.0.2.0/24'] })).toEqual([
    'allowedCidrs.0',
    'allowedCidrs.1',
    'allowedCidrs.2',
  ])
  expect(await faults({ allowedCidrs: [] })).toEqual(['allowedCidrs'])
  expect((await create({ allowedCidrs: ['127.1.0.0/16', '2001:db8:1::/48'] })).json().allowedCidrs).toEqual([
    '127.1.0.0/16',
    '2001:db8:1::/48',
  ])
  expect((await create({})).json().allowedCidrs).toEqual(['127.0.0.0/8', '2001:db8::/32'])
})

test('a key makes none that outlives it', async () => {
  const { create, faults } = await aManager({ expiresAt: Date.parse('2026-06-01T00:00:00Z') })

  expect(await faults({ expiresAt: '2026-06-01T00:00:01Z' })).toEqual(['expiresAt'])
  expect((await create({ expiresAt: '2026-05-02T00:00:00Z' })).json().expiresAt).toBe(
    '2026-05-02T00:00:00.000Z',
  )
  expect((await create({})).json().expiresAt).toBe('2026-06-01T00:00:00.000Z')
})

test('a partner revokes its own keys, also the one that it calls with', async () => {
  const { product, partner, create } = await aManager()
  const { id, key } = (await create({})).json()

  expect(await partner.call('DELETE', `/v1/partner/keys/${id}`)).toHaveStatus(200)
  expect(await caller(product.app, key).get('/v1/partner')).toHaveProblem('key-revoked')
  expect(await partner.call('DELETE', `/v1/partner/keys/${partner.keyId}`)).toHaveStatus(200)
  expect(await partner.get('/v1/partner')).toHaveProblem('key-revoked')
})

test('a partner cannot revoke the key of another', async () => {
  const { product, partner } = await aManager()
  const other = await aPartner(product)

  const refused = await partner.call('DELETE', `/v1/partner/keys/${other.keyId}`)

  expect(refused).toHaveProblem('not-found')
  expect(await other.get('/v1/partner')).toHaveStatus(200)
})

test('a key that another process revokes makes no key a second later', async () => {
  const { product, partner, create } = await aManager()
  expect(await create({})).toHaveStatus(201)
  const elsewhere = await start({ on: product.storage })

  await elsewhere.database.write((tx) => revokeApiKey(tx, actor, partner.id, partner.keyId))

  await expect.poll(async () => (await partner.get('/v1/partner')).statusCode, { timeout: 1_000 }).toBe(401)
  expect(await create({})).toHaveProblem('key-revoked')
})

test('a key shows only such test keys as it could make', async () => {
  const { product, partner, create } = await aManager({ scopes: ['articles:read', 'keys:write'] })
  const narrow = (await create({ kind: 'test', scopes: ['articles:read'] })).json()
  const wide = await product.database.write((tx) =>
    createApiKey(tx, actor, partner.id, { name: 'wide', kind: 'test' }, sealerOf(product.config)),
  )
  const show = (id: string) => partner.get(`/v1/partner/keys/${id}/secret`)

  expect((await show(narrow.id)).json()).toEqual({ key: narrow.key })
  const refused = await show(wide.id)
  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'keyId' }])
  expect(refused.body).not.toContain(wide.key)
  const other = await aPartner(product)
  expect(await show(other.keyId)).toHaveProblem('not-found')
})

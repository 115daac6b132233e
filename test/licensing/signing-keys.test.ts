import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openSigningKey } from '../../src/licensing/proof/signing-keys.ts'
import { signingKeys } from '../../src/licensing/proof/tables.ts'
import { createSealer } from '../../src/platform/secrets/sealed.ts'
import { aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { aNewSigningKey, signingOf } from './support/signing.ts'

test('the public keys are for everybody, and empty before anything was signed', async () => {
  const { app } = await start()

  const answer = await app.inject('/.well-known/jwks.json')

  expect(answer).toHaveStatus(200)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/jwk-set+json; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
  })
  expect(answer.json()).toEqual({ keys: [] })
})

test('several processes that need the first key at once make one', async () => {
  const product = await start()
  const nodes = [product, await start({ on: product.storage }), await start({ on: product.storage })]

  const opened = await Promise.all(
    nodes.flatMap((node) => [signingOf(node), signingOf(node)]).map(openSigningKey),
  )

  expect(new Set(opened.map(({ kid }) => kid)).size).toBe(1)
  expect((await product.app.inject('/.well-known/jwks.json')).json().keys).toHaveLength(1)
})

test('a public key says no more than others need', async () => {
  const product = await start()
  const { kid, sealed } = await aNewSigningKey(product)

  const { body } = await product.app.inject('/.well-known/jwks.json')

  expect(JSON.parse(body).keys).toEqual([
    { kty: 'OKP', crv: 'Ed25519', x: expect.stringMatching(/^[\w-]{43}$/), kid, alg: 'EdDSA', use: 'sig' },
  ])
  expect(body).not.toContain(sealed)
})

test('a new key is in force at once, and the private part of the one before is gone', async () => {
  const product = await start()
  const admin = await aStaffMember(product)
  const before = await openSigningKey(signingOf(product))

  const made = await admin.post('/v1/staff/signing-keys', { reason: 'the yearly change' })

  expect(made).toHaveStatus(201)
  expect(made.json()).toMatchObject({ number: 2, retiredAt: null })
  expect((await openSigningKey(signingOf(product))).kid).toBe(made.json().kid)
  expect((await admin.get('/v1/staff/signing-keys')).json().items).toMatchObject([
    { number: 2 },
    { number: 1, kid: before.kid, retiredAt: '2026-05-01T00:00:00.000Z' },
  ])
  expect(await sealedParts(product)).toEqual([null, expect.any(String)])
  const { keys } = (await product.app.inject('/.well-known/jwks.json')).json()
  expect(keys.map(({ kid }: { kid: string }) => kid)).toEqual([made.json().kid, before.kid])
})

test('signing keys are listed page by page', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  for (let count = 0; count < 3; count += 1) await aNewSigningKey(product)

  const first = (await viewer.get('/v1/staff/signing-keys?limit=2')).json()
  const second = (await viewer.get(`/v1/staff/signing-keys?limit=2&cursor=${first.next}`)).json()

  expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([3, 2, 1])
  expect(second.next).toBeNull()
})

test('the key outlives a change of SECRET_KEY, and is sealed anew', async () => {
  const product = await start()
  const { database } = product
  const { kid } = await openSigningKey(signingOf(product))
  const [before] = await sealedParts(product)
  const [secret, { secretKey }] = [randomBytes(32), product.config]

  const later = await openSigningKey({ database, sealer: createSealer(secret, [secretKey]) })

  expect(later.kid).toBe(kid)
  expect(await sealedParts(product)).not.toEqual([before])
  expect((await openSigningKey({ database, sealer: createSealer(secret, []) })).kid).toBe(kid)
})

async function sealedParts({ database }: Awaited<ReturnType<typeof start>>) {
  const rows = await database.read.select().from(signingKeys).orderBy(signingKeys.number).limit(10)
  return rows.map(({ sealed }) => sealed)
}

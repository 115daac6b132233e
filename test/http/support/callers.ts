import { createStaffToken, revokeStaffToken } from '../../../src/accounts/staff-tokens.ts'
import { createApiKey, defaultScopes, type NewApiKey, revokeApiKey } from '../../../src/partners/api-keys.ts'
import { mintKey } from '../../../src/platform/secrets/keys.ts'
import { aPartner, aStaffMember, aTester, decided } from '../../support/factories.ts'
import { actor, type Product } from '../../support/product.ts'

/** The text of one credential for each way of being somebody, or nobody; undefined is none at all. */
export async function everyCaller(product: Product) {
  const partner = await aPartner(product)
  const suspended = await aPartner(product)
  const terminated = await aPartner(product)
  await decided(product, suspended.id, 'suspended')
  await decided(product, terminated.id, 'terminated')
  const applied = await aPartner(product, { approved: false })
  const keyWith = (wanted: Partial<NewApiKey>) =>
    product.database.write((tx) => createApiKey(tx, actor, partner.id, { name: 'test', ...wanted }))
  const revoked = await keyWith({})
  await product.database.write((tx) => revokeApiKey(tx, actor, partner.id, revoked.id))
  const soon = product.clock.now() + 1

  const callers = {
    'no key': undefined,
    'a malformed key': `${partner.key.slice(0, -1)}${partner.key.endsWith('0') ? '1' : '0'}`,
    'an unknown key': mintKey('live'),
    'a test key': (await aTester(product)).key,
    'a revoked key': revoked.key,
    'an expired key': (await keyWith({ expiresAt: soon })).key,
    'an applied partner': applied.key,
    'a suspended partner': suspended.key,
    'a terminated partner': terminated.key,
    'a key without the scope': (await keyWith({ scopes: ['placements:write'] })).key,
    'a key for another network': (await keyWith({ allowedCidrs: ['192.0.2.0/24', '2001:db8::/32'] })).key,
    'a key for this network': (await keyWith({ allowedCidrs: ['127.0.0.0/8'] })).key,
    'a key that makes keys': (await keyWith({ scopes: [...defaultScopes, 'keys:write'] })).key,
    'a key for webhooks': (await keyWith({ scopes: ['webhooks:write'] })).key,
    'an approved partner': partner.key,
    ...(await everyStaffCaller(product, soon)),
  }
  product.clock.advance(1)
  return callers
}

async function everyStaffCaller(product: Product, soon: number) {
  const { database } = product
  const revoked = await aStaffMember(product)
  await database.write((tx) => revokeStaffToken(tx, actor, revoked.id))
  const expired = await database.write((tx) =>
    createStaffToken(tx, actor, { name: 'test', role: 'admin', expiresAt: soon }),
  )
  return {
    'an unknown token': mintKey('staff'),
    'a revoked token': revoked.token,
    'an expired token': expired.token,
    'a viewer': (await aStaffMember(product, 'viewer')).token,
    'an editor': (await aStaffMember(product, 'editor')).token,
    'a licensor': (await aStaffMember(product, 'licensing')).token,
    'an admin': (await aStaffMember(product, 'admin')).token,
  }
}

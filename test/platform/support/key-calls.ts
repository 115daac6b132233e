import { scopes } from '../../../src/partners/tables.ts'
import { aPartner } from '../../support/factories.ts'
import type { Calls } from './world.ts'

const own = '/v1/partner/keys'

/** Calls by which partners manage their keys. */
export const keyCalls: Calls = {
  'POST /v1/partner/keys': async ({ product }) =>
    (await aPartner(product, { scopes: [...scopes] })).post(own, { name: 'CMS' }),
  'DELETE /v1/partner/keys/{keyId}': async ({ product }) => {
    const { keyId, call } = await aPartner(product, { scopes: ['keys:write'] })
    return call('DELETE', `${own}/${keyId}`)
  },
  'POST /v1/partner/keys/{keyId}/rotations': async ({ product }) => {
    const { keyId, post } = await aPartner(product, { scopes: ['keys:write'] })
    return post(`${own}/${keyId}/rotations`)
  },
  'POST /v1/staff/partners/{id}/keys/{keyId}/rotations': async ({ product, staff }) => {
    const { id, keyId } = await aPartner(product)
    return staff.post(`/v1/staff/partners/${id}/keys/${keyId}/rotations`)
  },
}

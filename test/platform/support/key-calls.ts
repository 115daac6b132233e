import { scopes } from '../../../src/partners/tables.ts'
import { aPartner, aTester } from '../../support/factories.ts'
import type { Calls } from './world.ts'

const own = '/v1/partner/keys'

/** Calls by which partners manage their keys. */
export const keyCalls: Calls = {
  'POST /v1/partner/keys': async ({ product }) =>
    (await aPartner(product, { scopes: [...scopes] })).post(own, { name: 'CMS' }),
  'GET /v1/partner/keys/{keyId}/secret': async ({ product }) => {
    const { post, get } = await aPartner(product, { scopes: [...scopes] })
    const { id } = (await post(own, { name: 'sandbox', kind: 'test' })).json()
    return get(`${own}/${id}/secret`)
  },
  'GET /v1/staff/partners/{id}/keys/{keyId}/secret': async ({ product, staff }) => {
    const { id, keyId } = await aTester(product)
    return staff.get(`/v1/staff/partners/${id}/keys/${keyId}/secret`)
  },
  'POST /v1/sandbox/kills': async ({ product }) => (await aTester(product)).post('/v1/sandbox/kills'),
  'POST /v1/sandbox/corrections': async ({ product }) =>
    (await aTester(product)).post('/v1/sandbox/corrections'),
  'POST /v1/sandbox/embargoes': async ({ product }) => (await aTester(product)).post('/v1/sandbox/embargoes'),
  'POST /v1/sandbox/rate-limits': async ({ product }) =>
    (await aTester(product)).post('/v1/sandbox/rate-limits', { requests: 1 }),
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

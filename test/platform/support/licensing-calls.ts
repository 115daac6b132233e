import { aPartner, decided } from '../../support/factories.ts'
import { deadJobs } from '../../support/jobs.ts'
import type { Calls } from './world.ts'

const registration = {
  name: 'Example Gazette',
  domains: ['gazette.example'],
  audience: { monthlyUniques: 250_000 },
  contacts: [{ role: 'urgent', email: 'desk@gazette.example' }],
}

const staffPartner = '/v1/staff/partners'

export const licensingCalls: Calls = {
  'GET /v1/staff/usage': ({ staff }) => staff.get('/v1/staff/usage'),
  'GET /v1/staff/reports/articles': ({ staff }) => staff.get('/v1/staff/reports/articles'),
  'GET /v1/staff/reports/partners': ({ staff }) => staff.get('/v1/staff/reports/partners'),
  'GET /v1/staff/reports/evidence': ({ staff }) => staff.get('/v1/staff/reports/evidence'),
  'GET /v1/staff/jobs': async ({ product, staff }) => {
    await deadJobs(product.database, 1)
    return staff.get('/v1/staff/jobs')
  },
  'POST /v1/staff/jobs/{id}/retries': async ({ product, staff }) =>
    staff.post(`/v1/staff/jobs/${(await deadJobs(product.database, 1))[0]}/retries`),

  'GET /v1/staff/partners/{id}/agreements': ({ staff, partner }) =>
    staff.get(`${staffPartner}/${partner.id}/agreements`),
  'POST /v1/staff/partners/{id}/agreements': ({ staff, partner }) =>
    staff.post(`${staffPartner}/${partner.id}/agreements`, {
      how: 'on_file',
      signedOn: '2026-04-30',
      signer: { name: 'Jane Roe' },
    }),
  'GET /v1/staff/terms': ({ staff }) => staff.get('/v1/staff/terms'),
  'POST /v1/staff/terms': ({ staff }) => staff.post('/v1/staff/terms', { text: 'Print our logo.' }),
  'GET /v1/staff/terms/{version}': ({ staff }) => staff.get('/v1/staff/terms/1'),

  'GET /v1/staff/partners': ({ staff }) => staff.get(staffPartner),
  'POST /v1/staff/partners': ({ staff }) => staff.post(staffPartner, registration),
  'GET /v1/staff/partners/{id}': ({ staff, partner }) => staff.get(`${staffPartner}/${partner.id}`),
  'POST /v1/staff/partners/{id}/approvals': async ({ product, staff }) =>
    staff.post(`${staffPartner}/${(await aPartner(product, { approved: false })).id}/approvals`),
  'POST /v1/staff/partners/{id}/suspensions': async ({ product, staff }) =>
    staff.post(`${staffPartner}/${(await aPartner(product)).id}/suspensions`, { reason: 'No credit.' }),
  'POST /v1/staff/partners/{id}/reinstatements': async ({ product, staff }) => {
    const { id } = await aPartner(product)
    await decided(product, id, 'suspended')
    return staff.post(`${staffPartner}/${id}/reinstatements`, { reason: 'Mended.' })
  },
  'POST /v1/staff/partners/{id}/terminations': async ({ product, staff }) =>
    staff.post(`${staffPartner}/${(await aPartner(product)).id}/terminations`, { reason: 'Closed.' }),
  'POST /v1/staff/partners/{id}/declines': async ({ product, staff }) =>
    staff.post(`${staffPartner}/${(await aPartner(product, { approved: false })).id}/declines`, {
      reason: 'No news site.',
    }),
  'POST /v1/staff/partners/{id}/information-requests': async ({ product, staff }) =>
    staff.post(`${staffPartner}/${(await aPartner(product, { approved: false })).id}/information-requests`, {
      reason: 'Who owns it?',
    }),
  'POST /v1/staff/partners/{id}/reapplications': async ({ product, staff }) => {
    const { id } = await aPartner(product, { approved: false })
    await decided(product, id, 'declined')
    return staff.post(`${staffPartner}/${id}/reapplications`, { reason: 'It grew.' })
  },
  'PUT /v1/staff/partners/{id}/advance-access': ({ staff, partner }) =>
    staff.call('PUT', `${staffPartner}/${partner.id}/advance-access`, {
      payload: { granted: true, reason: 'Signed.' },
    }),
  'GET /v1/staff/partners/{id}/keys': ({ staff, partner }) => staff.get(`${staffPartner}/${partner.id}/keys`),
  'POST /v1/staff/partners/{id}/keys': ({ staff, partner }) =>
    staff.post(`${staffPartner}/${partner.id}/keys`, { name: 'CMS' }),
  'DELETE /v1/staff/partners/{id}/keys/{keyId}': async ({ product, staff }) => {
    const { id, keyId } = await aPartner(product)
    return staff.call('DELETE', `${staffPartner}/${id}/keys/${keyId}`)
  },
}

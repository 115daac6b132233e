import { confirmMail } from '../../../src/partners/confirm-mail.ts'
import { tokenOf } from '../../../src/platform/mail/tokens.ts'
import { letTimeWork } from '../../support/product.ts'
import type { Calls, World } from './world.ts'

const settings = '/v1/staff/settings/vetting'

export const vettingCalls: Calls = {
  'POST /v1/staff/partners/{id}/contacts/confirmations': ({ staff, partner }) => ask(staff, partner.id),
  'GET /contacts/confirmations/{token}': async (world) => world.anybody.get(await aLink(world)),
  'POST /contacts/confirmations/{token}': async (world) => world.anybody.post(await aLink(world)),

  'PATCH /v1/staff/partners/{id}': ({ staff, partner }) =>
    staff.call('PATCH', `/v1/staff/partners/${partner.id}`, { payload: { country: 'US' } }),
  'GET /v1/staff/partners/{id}/checks': ({ staff, partner }) =>
    staff.get(`/v1/staff/partners/${partner.id}/checks`),
  'PUT /v1/staff/partners/{id}/checks/{check}': ({ staff, partner }) =>
    staff.call('PUT', `/v1/staff/partners/${partner.id}/checks/audience`, {
      payload: { verdict: 'pass', note: 'Print audit.' },
    }),
  'POST /v1/staff/partners/{id}/domains': ({ staff, partner }) =>
    staff.post(`/v1/staff/partners/${partner.id}/domains`, { host: `sport.${partner.host}` }),
  'DELETE /v1/staff/partners/{id}/domains/{host}': async ({ staff, partner }) =>
    staff.call('DELETE', `/v1/staff/partners/${partner.id}/domains/sport.${partner.host}`),
  'GET /v1/staff/attention': ({ staff }) => staff.get('/v1/staff/attention'),
  'POST /v1/staff/attention/{id}/settlements': async ({ product, staff }) => {
    await staff.call('PUT', settings, {
      payload: {
        requiredChecks: [],
        audienceThreshold: null,
        audienceEvidenceMonths: 12,
        pages: ['ownership'],
      },
    })
    await letTimeWork(product)
    const { items } = (await staff.get('/v1/staff/attention')).json()
    return staff.post(`/v1/staff/attention/${items[0].id}/settlements`, { note: 'Asked them.' })
  },
  'GET /v1/staff/partners/{id}/domains': ({ staff, partner }) =>
    staff.get(`/v1/staff/partners/${partner.id}/domains`),
  'POST /v1/staff/partners/{id}/domains/{host}/verifications': ({ staff, partner }) =>
    staff.post(`/v1/staff/partners/${partner.id}/domains/${partner.host}/verifications`),
  'POST /v1/partner/domains/{host}/verifications': ({ partner }) =>
    partner.post(`/v1/partner/domains/${partner.host}/verifications`),
  'GET /v1/staff/settings/vetting': ({ staff }) => staff.get(settings),
  'PUT /v1/staff/settings/vetting': async ({ staff }) => {
    const { version: _, updatedAt: __, ...present } = (await staff.get(settings)).json()
    return staff.call('PUT', settings, { payload: { ...present, audienceThreshold: 100_000 } })
  },
}

async function ask(staff: World['staff'], id: string) {
  const { email } = (await staff.get(`/v1/staff/partners/${id}`)).json().contacts[0]
  return staff.post(`/v1/staff/partners/${id}/contacts/confirmations`, { email })
}

/** Where the mail leads that asks a contact to confirm its address. */
async function aLink({ staff, partner, product }: World): Promise<string> {
  await ask(staff, partner.id)
  const { items } = (await staff.get('/v1/staff/mails?kind=contact.confirm')).json()
  return `/contacts/confirmations/${tokenOf(product.mailing.sealer, confirmMail.tokenFor, items[0].id)}`
}

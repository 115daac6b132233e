import { invitationMail } from '../../../src/partners/onboarding/invitation-mail.ts'
import { tokenOf } from '../../../src/platform/mail/tokens.ts'
import { aPartner, decided } from '../../support/factories.ts'
import { aPdf } from '../../support/papers.ts'
import type { Calls, World } from './world.ts'

const retention = '/v1/staff/settings/retention'
const quiet = '/v1/staff/settings/quiet-feeds'

/** What is known of partners besides their vetting: papers, invitations, and how far each has come. */
export const rosterCalls: Calls = {
  'POST /v1/staff/partner-imports': anImport,
  'GET /v1/staff/partner-imports': async (world) => {
    await anImport(world)
    return world.staff.get('/v1/staff/partner-imports')
  },
  'GET /v1/staff/partner-imports/{id}': async (world) =>
    world.staff.get(`/v1/staff/partner-imports/${(await anImport(world)).json().id}`),
  'POST /v1/staff/partners/{id}/documents': attach,
  'GET /v1/staff/partners/{id}/documents': ({ staff, partner }) => staff.get(documentsOf(partner)),
  'GET /v1/staff/partners/{id}/documents/{docId}': async (world) =>
    world.staff.get(`${documentsOf(world.partner)}/${(await attach(world)).json().id}`),
  'DELETE /v1/staff/partners/{id}/documents/{docId}': async (world) =>
    world.staff.call('DELETE', `${documentsOf(world.partner)}/${(await attach(world)).json().id}`),

  'POST /v1/staff/invitations': async (world) => (await anInvitation(world)).invited,
  'GET /invitations/{token}': async (world) => world.anybody.get((await anInvitation(world)).link),
  'POST /invitations/{token}': async (world) => world.anybody.post((await anInvitation(world)).link),
  'GET /v1/staff/board': ({ staff }) => staff.get('/v1/staff/board'),
  'PUT /v1/staff/partners/{id}/old-feed': ({ staff, partner }) =>
    staff.call('PUT', `/v1/staff/partners/${partner.id}/old-feed`, {
      payload: { lastSeenAt: '2026-04-30T00:00:00Z' },
    }),

  'GET /v1/staff/settings/retention': ({ staff }) => staff.get(retention),
  'PUT /v1/staff/settings/retention': async ({ staff }) => {
    const { version: _, updatedAt: __, ...present } = (await staff.get(retention)).json()
    return staff.call('PUT', retention, { payload: present })
  },

  'POST /v1/staff/partners/{id}/contact-erasures': async ({ product, staff }) => {
    const { id } = await aPartner(product)
    await decided(product, id, 'terminated')
    return staff.post(`/v1/staff/partners/${id}/contact-erasures`, { reason: 'They asked for it.' })
  },
  'GET /v1/staff/quiet-feeds': ({ staff }) => staff.get('/v1/staff/quiet-feeds'),
  'GET /v1/staff/settings/quiet-feeds': ({ staff }) => staff.get(quiet),
  'PUT /v1/staff/settings/quiet-feeds': ({ staff }) =>
    staff.call('PUT', quiet, { payload: { afterHours: 48 } }),
}

function anImport({ staff }: World) {
  const rows = [{ name: 'Morning Herald', domains: 'herald.example', urgentEmail: 'desk@herald.example' }]
  return staff.post('/v1/staff/partner-imports', { rows })
}

function documentsOf({ id }: { id: string }): string {
  return `/v1/staff/partners/${id}/documents`
}

function attach({ staff, partner }: World) {
  const content = aPdf().toString('base64')
  return staff.post(documentsOf(partner), { kind: 'agreement', name: 'agreement.pdf', content })
}

/** A partner that was just invited, and where its mail leads. */
async function anInvitation({ product, staff }: World) {
  const { id } = await aPartner(product)
  const invited = await staff.post('/v1/staff/invitations', { partnerIds: [id] })
  const { items } = (await staff.get('/v1/staff/mails?kind=partner.invited')).json()
  const token = tokenOf(product.mailing.sealer, invitationMail.tokenFor, items[0].id)
  return { invited, link: `/invitations/${token}` }
}

import type { Calls } from './world.ts'

const settings = '/v1/staff/settings/vetting'

export const vettingCalls: Calls = {
  'PATCH /v1/staff/partners/{id}': ({ staff, partner }) =>
    staff.call('PATCH', `/v1/staff/partners/${partner.id}`, { payload: { country: 'US' } }),
  'GET /v1/staff/partners/{id}/checks': ({ staff, partner }) =>
    staff.get(`/v1/staff/partners/${partner.id}/checks`),
  'PUT /v1/staff/partners/{id}/checks/{check}': ({ staff, partner }) =>
    staff.call('PUT', `/v1/staff/partners/${partner.id}/checks/audience`, {
      payload: { verdict: 'pass', note: 'Print audit.' },
    }),
  'GET /v1/staff/settings/vetting': ({ staff }) => staff.get(settings),
  'PUT /v1/staff/settings/vetting': async ({ staff }) => {
    const { version: _, updatedAt: __, ...present } = (await staff.get(settings)).json()
    return staff.call('PUT', settings, { payload: { ...present, audienceThreshold: 100_000 } })
  },
}

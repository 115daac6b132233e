import type { Calls, World } from './world.ts'

/** Calls for the proof of a license. */
export const proofCalls: Calls = {
  'GET /.well-known/jwks.json': ({ anybody }) => anybody.get('/.well-known/jwks.json'),
  'GET /v1/grants': ({ partner }) => partner.get('/v1/grants'),
  'GET /v1/grants/{id}': (world) => world.partner.get(`/v1/grants/${grantOf(world)}`),
  'POST /v1/grants/verify': async (world) => {
    const { receipt } = (await world.partner.get(`/v1/grants/${grantOf(world)}`)).json()
    return world.anybody.post('/v1/grants/verify', { receipt })
  },
  'GET /v1/staff/grants': ({ staff }) => staff.get('/v1/staff/grants'),
  'GET /v1/staff/grants/{id}': (world) => world.staff.get(`/v1/staff/grants/${grantOf(world)}`),
  'GET /v1/staff/partners/{id}/evidence': ({ staff, partner }) =>
    staff.get(`/v1/staff/partners/${partner.id}/evidence?at=2026-05-01`),
  'GET /v1/staff/signing-keys': ({ staff }) => staff.get('/v1/staff/signing-keys'),
  'POST /v1/staff/signing-keys': ({ staff }) => staff.post('/v1/staff/signing-keys'),
}

function grantOf({ served }: World): string {
  return String(served.headers['license-grant']).replaceAll('"', '')
}

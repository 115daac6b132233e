import type { Calls } from './world.ts'

/** Calls for the proof of a license. */
export const proofCalls: Calls = {
  'GET /.well-known/jwks.json': ({ anybody }) => anybody.get('/.well-known/jwks.json'),
  'GET /v1/staff/signing-keys': ({ staff }) => staff.get('/v1/staff/signing-keys'),
  'POST /v1/staff/signing-keys': ({ staff }) => staff.post('/v1/staff/signing-keys'),
}

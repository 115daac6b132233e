import { exampleTime } from '../platform/http/openapi/examples.ts'
import { exampleId } from '../platform/ids.ts'

const name = 'Example Gazette'

const registration = {
  name,
  domains: ['gazette.example', 'www.gazette.example'],
  audience: { monthlyUniques: 250_000, source: 'own count, April 2026' },
  contacts: [{ role: 'urgent', name: 'Night desk', email: 'desk@gazette.example' }],
}

const key = {
  id: exampleId('key'),
  name: 'production CMS',
  kind: 'live',
  display: 'wc_live_This…',
  scopes: ['articles:read', 'changes:read', 'feeds:read', 'usage:read'],
  allowedCidrs: ['192.0.2.0/24'],
  createdAt: exampleTime,
  expiresAt: '2027-05-01T06:00:00.000Z',
  expiresSoon: false,
  revokedAt: null,
  lastUsedAt: null,
  rotatedAt: null,
  successorId: null,
  feed: null,
}

const known = {
  country: 'US',
  publication: 'newspaper',
  ownershipPage: 'https://gazette.example/about',
  editorialPage: 'https://gazette.example/newsroom',
  correctionsPolicy: 'https://gazette.example/corrections',
}

const audience = {
  ...registration.audience,
  pageViews: 900_000,
  period: 'April 2026',
  evidenceUrl: 'https://gazette.example/audience.pdf',
}

const ownProfile = {
  id: exampleId('par'),
  name,
  legalName: 'Example Gazette LLC',
  status: 'approved',
  statusReason: null,
  ...known,
  domains: registration.domains,
  audience,
  advanceAccess: false,
  contacts: registration.contacts.map((contact) => ({
    ...contact,
    confirmedAt: exampleTime,
    bouncingSince: null,
  })),
  createdAt: exampleTime,
  updatedAt: exampleTime,
}

/** What the API description shows of partners. The key is none: its checksum is wrong. */
export const examples = {
  registration,
  changes: { ...known, audience },
  key,
  ownProfile,
  partner: {
    ...ownProfile,
    checks: [{ check: 'audience', verdict: 'waived', note: 'registered by staff', at: exampleTime }],
  },
  approval: {
    reason: 'Known to the desk.',
    waivers: [{ check: 'audience', note: 'seen in the print audit' }],
  },
  reason: { reason: 'The credit was left out twice.' },
  effect: {
    partnerId: ownProfile.id,
    status: 'approved',
    next: 'suspended',
    keys: [{ id: key.id, name: key.name, display: key.display }],
    grants: 1_204,
  },
  confirmation: { email: 'desk@gazette.example' },
  askedConfirmation: { email: 'desk@gazette.example', expiresAt: '2026-05-08T06:00:00.000Z' },
  advanceAccess: { granted: true, reason: 'Signed the embargo agreement.' },
  newKey: {
    name: key.name,
    scopes: key.scopes,
    expiresAt: '2027-05-01T06:00:00Z',
    allowedCidrs: key.allowedCidrs,
  },
  testKeySecret: { key: 'wc_test_ThisIsNoKeyItOnlyShowsHowLongOneIsAndWhatItLooksL' },
  rotation: { overlapSeconds: 3_600 },
  createdKey: { ...key, key: 'wc_live_ThisIsNoKeyItOnlyShowsHowLongOneIsAndWhatItLooksL' },
}

import { exampleTime } from '../platform/http/openapi/examples.ts'
import { exampleId } from '../platform/ids.ts'
import { placesFor } from './domains/challenge.ts'

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

const host = {
  host: 'gazette.example',
  state: 'verified',
  method: 'dns',
  verifiedAt: exampleTime,
  checkedAt: exampleTime,
  coveredBy: null,
  lastFailure: null,
}

const hosts = [host, { ...host, host: 'www.gazette.example', checkedAt: null, coveredBy: host.host }]

const challenge = '6f1d0c2b9a8e7f6d5c4b3a2918070605'

function withChallenge(one: (typeof hosts)[number]) {
  return { ...one, challenge, places: placesFor(one.host, challenge) }
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
  hosts,
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
  host,
  newHost: { host: 'sport.gazette.example' },
  ownHost: withChallenge(host),
  ownProfile: { ...ownProfile, hosts: hosts.map(withChallenge) },
  verifiedHost: {
    ...withChallenge(host),
    findings: [
      {
        method: 'dns',
        verdict: 'pass',
        found: 'The TXT record at _wirecopy.gazette.example holds the challenge.',
        remedy: null,
      },
      {
        method: 'file',
        verdict: 'fail',
        found: 'https://gazette.example/.well-known/wirecopy-partner.txt answers with status 404.',
        remedy: `Put a plain text file at https://gazette.example/.well-known/wirecopy-partner.txt with the line ${challenge}.`,
      },
    ],
    trust: {
      url: 'https://gazette.example/trust.txt',
      belongto: ['https://press-association.example/'],
      ...{ member: [], control: [], controlledby: [], customer: [] },
      vendor: ['https://wirecopy.example/'],
    },
  },
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
    feeds: [],
    webhooks: [{ id: exampleId('whe'), url: 'https://gazette.example/hooks/wirecopy' }],
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

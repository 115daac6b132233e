import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'

const publisher = {
  name: 'Example Gazette',
  legalName: 'Example Gazette LLC',
  country: 'US',
  publication: 'newspaper',
  sites: ['gazette.example', 'www.gazette.example'],
  ownershipPage: 'https://gazette.example/about',
  correctionsPolicy: 'https://gazette.example/corrections',
}

const audience = {
  monthlyUniques: 250_000,
  pageViews: 900_000,
  period: 'April 2026',
  source: 'own count',
  evidenceUrl: 'https://gazette.example/audience.pdf',
}

const contacts = [
  { role: 'urgent', name: 'Night desk', email: 'desk@gazette.example' },
  { role: 'licensing', name: 'Jane Roe', email: 'jane.roe@gazette.example' },
]

const publishing = { cms: 'WordPress', by: ['feed'] }

const terms = {
  version: 1,
  sha256: '3f8a0c5d1e7b92468ace13579bdf02468ace13579bdf02468ace13579bdf0246',
  signer: { name: 'Jane Roe', email: 'jane.roe@gazette.example', title: 'Publisher' },
}

const given = { publisher, audience, publishing, contacts }

const standing = {
  id: exampleId('apl'),
  status: 'unconfirmed',
  missing: [],
  checks: [],
  reason: null,
  domains: [],
  evidence: [],
  ...given,
  acceptedTerms: 1,
  createdAt: exampleTime,
  updatedAt: exampleTime,
  deletedAt: '2026-05-31T06:00:00.000Z',
}

const newEvidence = { name: 'Audience in April.pdf', content: 'JVBERi0xLjcKJSVFT0YK' }

/** What the API description shows of applications. The token is none: its checksum is wrong. */
export const examples = {
  application: { ...given, terms },
  changes: { audience: { period: 'May 2026', evidenceUrl: null }, contacts },
  standing,
  newEvidence,
  evidence: {
    id: exampleId('doc'),
    name: newEvidence.name,
    contentType: 'application/pdf',
    bytes: 84_215,
    at: exampleTime,
  },
  token: 'wc_apply_ThisIsNoTokenItOnlyShowsHowLongOneIsAndWhatItLoo',
  staff: {
    id: standing.id,
    status: 'duplicate',
    partnerId: null,
    missing: [],
    twins: [{ site: 'gazette.example', of: exampleId('par'), theirs: 'gazette.example' }],
    reason: null,
    ...given,
    acceptedTerms: 1,
    createdAt: exampleTime,
    updatedAt: exampleTime,
    confirmedAt: exampleTime,
  },
}

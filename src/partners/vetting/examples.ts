import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'

const verdict = { verdict: 'pass', note: 'Print audit of March 2026, 250,000 readers.' }

/** What the API description shows of vetting. */
export const examples = {
  verdict,
  check: {
    check: 'audience',
    required: true,
    state: 'pass',
    expiresAt: '2027-05-01T06:00:00.000Z',
    belowThreshold: false,
    missingPages: [],
    history: [{ ...verdict, by: exampleId('stf'), at: exampleTime }],
  },
  settings: {
    requiredChecks: ['legitimate-publisher', 'domain-ownership', 'audience', 'contact', 'terms'],
    audienceThreshold: 100_000,
    audienceEvidenceMonths: 12,
    pages: ['ownership', 'corrections'],
    version: 1,
    updatedAt: exampleTime,
  },
}

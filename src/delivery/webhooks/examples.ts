import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'

const newEndpoint = {
  url: 'https://cms.gazette.example/hooks/wirecopy',
  events: ['article.corrected', 'article.withdrawn', 'article.killed'],
  description: 'production CMS',
} as const

const endpoint = {
  id: exampleId('whe'),
  ...newEndpoint,
  enabled: true,
  off: null,
  failingSince: null,
  formerSecretUntil: null,
  createdAt: exampleTime,
  updatedAt: exampleTime,
}

const secret = 'whsec_VGhpcyBpcyBubyBzZWNyZXQ6IGl0IGlzIGFuIGV4YW1wbGU='

const waiting = {
  id: exampleId('whd'),
  type: 'article.killed',
  article: exampleId('art'),
  urgent: true,
  status: 'waiting',
  createdAt: exampleTime,
  nextAttemptAt: '2026-05-01T06:04:00.000Z',
  endedAt: null,
}

const attempt = {
  at: exampleTime,
  durationMs: 142,
  status: 503,
  error: null,
  response: 'Back in a minute.',
}

/** What the API description shows of webhooks. The secret is none: it says so. */
export const examples = {
  newEndpoint,
  changes: { events: null, enabled: true },
  endpoint,
  created: { ...endpoint, secret },
  rotation: { overlapSeconds: 3_600 },
  rotated: { ...endpoint, formerSecretUntil: '2026-05-01T07:00:00.000Z', secret },
  delivery: { ...waiting, attempts: [attempt] },
  failedSince: { failedSince: exampleTime },
  queued: { queued: 12, more: false },
  after: { after: 'WyIwMWg0NTV2YjRwZXg1dnNrbmswODRzbjAycSIsMTdd' },
  replayed: { queued: 12, next: null },
}

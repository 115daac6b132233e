import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'
import { Tally } from './result.ts'

const rules = { categories: ['News Foundation'], tags: [], authors: [] }
const counted = new Tally().result()

/** What the API description shows of importing. */
export const examples = {
  newSource: {
    kind: 'wordpress',
    url: 'https://www.example.com',
    rules,
    publish: 'hold',
    intervalSeconds: 300,
  },
  changes: { paused: true },
  source: {
    id: exampleId('src'),
    kind: 'wordpress',
    url: 'https://www.example.com',
    rules,
    publish: 'hold',
    authenticated: false,
    intervalSeconds: 300,
    paused: false,
    running: false,
    failures: 0,
    lastRunAt: exampleTime,
    lastError: null,
    nextRunAt: '2026-05-01T06:05:00.000Z',
    createdAt: exampleTime,
    version: 1,
  },
  report: {
    id: exampleId('imp'),
    sourceId: exampleId('src'),
    state: 'done',
    startedAt: exampleTime,
    endedAt: exampleTime,
    error: null,
    result: {
      ...counted,
      read: 3,
      counts: { ...counted.counts, imported: 2, waiting: 1 },
      unknownAuthors: [{ name: 'Jane Doe', stories: 1 }],
    },
  },
  mapping: { byline: 'Jane Doe', reporter: exampleId('rep') },
  shownMapping: { byline: 'Jane Doe', reporter: exampleId('rep'), createdAt: exampleTime },
  entry: {
    id: exampleId('dsk'),
    kind: 'proposed-correction',
    state: 'open',
    actions: ['correct', 'update', 'dismiss'],
    articleId: exampleId('art'),
    sourceId: exampleId('src'),
    storyId: '4711',
    byline: null,
    headline: 'Council Votes On Bridge',
    note: 'The vote was on Wednesday.',
    createdAt: exampleTime,
    settledAt: null,
    settledBy: null,
    outcome: null,
  },
  settlement: { action: 'correct', note: 'The vote was on Wednesday.' },
} as const

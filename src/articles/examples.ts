import { exampleTime } from '../platform/http/openapi/examples.ts'
import { exampleId } from '../platform/ids.ts'
import type { Author, Content, LogoRendition } from './content.ts'
import type { Difference } from './difference.ts'
import type { Newswire } from './newswire.ts'

const newswire = {
  name: 'Daily Caller News Foundation',
  shortName: 'DCNF',
  url: 'https://dailycallernewsfoundation.org',
  licensingContact: 'licensing@dailycallernewsfoundation.org',
  deskMail: null,
  deskPhone: null,
  ownCredits: ['DCNF Video'],
  notice:
    'All content created by the Daily Caller News Foundation, an independent and nonpartisan newswire service, is available without charge to any legitimate news publisher that can provide a large audience. All republished articles must include our logo, our reporter’s byline and their DCNF affiliation. For any questions about our guidelines or partnering with us, please contact licensing@dailycallernewsfoundation.org.',
  logoAlt: 'Daily Caller News Foundation logo',
  logo: [logoFile('image/svg+xml', 320, 64), logoFile('image/png', 640, 128)],
} satisfies Omit<Newswire, 'number' | 'attributionVersion' | 'updatedAt'>

function logoFile(contentType: LogoRendition['contentType'], width: number, height: number): LogoRendition {
  const sha256 = 'e4d06a39cafef45e10bd4f74576fa399f293c4db273a089878da05487186fb23'
  return { sha256, contentType, width, height }
}

const author: Author = {
  id: exampleId('rep'),
  name: 'Staff',
  kind: 'desk',
  affiliation: { name: newswire.name, shortName: newswire.shortName, url: newswire.url },
}

const content = {
  headline: 'Beijing Expresses Ire At NATO After Its Strongest Condemnation Of China Yet',
  subhead: null,
  summary: null,
  slug: 'beijing-response-nato-members-strongest-condemnation-china',
  language: 'en-US',
  dateline: null,
  section: null,
  tags: [],
  topics: ['medtop:11000000'] satisfies Content['topics'],
  related: [] satisfies Content['related'],
  urgency: null,
  canonicalUrl:
    'https://dailycaller.com/2024/07/11/beijing-response-nato-members-strongest-condemnation-china/',
  bodyHtml: [
    '<p>Beijing expressed ire at NATO on Thursday after the U.S. alliance members issued their strongest condemnation of China yet.</p>',
    '<p>Alliance members in Washington, D.C. for NATO’s annual summit this week signed a joint declaration Wednesday decrying China as a “decisive enabler” of Russia’s ongoing war against Ukraine. In response, Beijing warned NATO on Thursday not to “provoke confrontation” and accused the alliance of “scaremongering” about China’s involvement with Russia.</p>',
    '<p class="wire-related">Related: <a href="https://dailycaller.com/2024/07/09/china-holding-military-exercises-belarus-poland-us-military-base/">China Holding Military Exercises Just Hundreds Of Miles From US Base In Europe</a></p>',
  ].join('\n'),
  wordCount: 83,
  reporters: [author.id],
  media: [exampleId('med')],
}

const summary = {
  id: exampleId('art'),
  status: 'published',
  revision: 1,
  headline: content.headline,
  workingHeadline: true,
  deskNote: 'The source carried no headline; this is a working headline.',
  advisory: null,
  replaces: null,
  publishAt: null,
  publishedAt: '2024-07-11T00:00:00.000Z',
  embargoedUntil: null,
  expiresAt: null,
  updatedAt: exampleTime,
  createdAt: exampleTime,
  version: 2,
} as const

const difference: Difference = {
  granularity: 'words',
  headline: [{ op: 'same', text: content.headline }],
  subhead: [],
  summary: [],
  byline: [{ op: 'same', text: 'By Staff' }],
  blocks: [
    [
      { op: 'same', text: 'The declaration was signed on ' },
      { op: 'removed', text: 'Tuesday' },
      { op: 'added', text: 'Wednesday' },
      { op: 'same', text: '.' },
    ],
  ],
}

const revision = {
  revision: 2,
  at: exampleTime,
  kind: 'corrected',
  note: 'The declaration was signed on Wednesday.',
  headline: content.headline,
  byline: 'By Staff',
} as const

/** What the API description shows of the newsroom: the seeded story, abridged. */
export const examples = {
  newswire,
  author,
  content,
  difference,
  revision,
  staffRevision: { id: summary.id, ...revision, authors: [author], content },
  staffDifference: { id: summary.id, from: 1, to: 2, ...difference },
  summary,
  written: {
    headline: content.headline,
    bodyHtml: content.bodyHtml,
    canonicalUrl: content.canonicalUrl,
    reporters: content.reporters,
  },
  renaming: { name: 'Jane Roe', allStories: true },
  replacement: { by: exampleId('rep') },
  newReporter: { name: author.name, kind: 'desk' },
  reporter: { ...author, kind: 'desk', createdAt: exampleTime },
  correction: { note: 'The declaration was signed on Wednesday.', bodyHtml: content.bodyHtml },
  withdrawal: { advisory: 'A source took back its statement; please do not publish the story.' },
  kill: {
    advisory: 'The story confuses two people of the same name; take it down everywhere.',
    internalReason: 'Complaint of 1 May; counsel advised.',
  },
  publication: { publishAt: '2026-05-01T06:00:00Z', embargoedUntil: '2026-05-01T10:00:00Z' },
  shownNewswire: { ...newswire, updatedAt: exampleTime },
  newswireChanges: { deskMail: 'desk@newswire.example', deskPhone: '+1 202 555 0143' },
  logoFiles: {
    svg: '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="64"><path d="M0 0h320v64H0z"/></svg>',
    png: 'iVBORw0KGgoAAAANSUhEUgAAAoAAAACA',
  },
  staffArticle: { ...summary, internalReason: null, content },
}

import type { Newswire } from '../../articles/newswire.ts'
import type { Attribution } from '../../licensing/attribution.ts'
import type { Story } from '../catalog.ts'
import type { Links } from '../links.ts'
import type { ArticleJson } from '../schema.ts'
import { articleJson } from './json.ts'

/** What is said of a story that was taken back: before its headline, and to whoever has it. */
export const takenBack = {
  killed: {
    word: 'KILLED',
    order: 'Take this story down everywhere. It is killed and does not come back.',
    pubStatus: 'canceled',
  },
  withdrawn: {
    word: 'WITHDRAWN',
    order: 'Do not publish this story from now on.',
    pubStatus: 'withheld',
  },
} as const

/** Where questions go, as a line to print. */
export function deskLine({ deskMail, licensingContact, deskPhone }: Newswire): string {
  return `Our desk: ${[deskMail ?? licensingContact, deskPhone].filter(Boolean).join(', ')}`
}

/** A story that was taken back, as every format can write it: without text, with what is to be done. */
export function canceledJson(
  story: Story,
  attribution: Attribution,
  links: Links,
  newswire: Newswire,
  { status, advisory }: { status: keyof typeof takenBack; advisory: string },
): ArticleJson {
  const { word, order, pubStatus } = takenBack[status]
  const article = articleJson(story, attribution, links, false)
  return {
    ...article,
    ...{ pubStatus, headline: `${word}: ${article.headline}`, subhead: null, summary: null },
    ...{ tags: [], media: [], omittedMedia: [], related: [], corrections: [], wordCount: 0 },
    embargoedUntil: null,
    advisory: [order, advisory, deskLine(newswire)].filter(Boolean).join('\n'),
  }
}

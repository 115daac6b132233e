import type { Article } from '../articles/articles.ts'
import { bylineOf } from '../articles/byline.ts'
import type { Author, Content } from '../articles/content.ts'
import { prepareBody } from '../articles/text/body.ts'
import { type TopicCode, topicOf } from '../articles/topics.ts'
import { affiliationsOf } from '../licensing/attribution.ts'
import { continued } from './paging.ts'
import { facts, moment, printable, table } from './table.ts'
import type { Output } from './terminal.ts'

type Listed = Omit<Article, 'draft'> & { headline: string | null }

const workingHeadlineMark = 'working headline: made for want of the desk’s own'

/** Stories as a table; what staff must look at stands below each. */
export function articleTable(
  rows: Listed[],
  next: string | null,
  { status, after }: { status?: string; after?: string },
  output: Output,
): string {
  if (rows.length === 0) {
    if (after) return 'There are no more such articles.'
    return status ? 'There are no such articles.' : 'No articles yet. Write one: wirecopy article add --help'
  }
  const list = table(
    rows,
    [
      { title: 'ARTICLE', of: ({ id }) => id },
      { title: 'STATUS', of: (row) => row.status },
      { title: 'PUBLISHED', of: ({ publishedAt }) => moment(publishedAt)?.slice(0, 'yyyy-mm-dd'.length) },
      { title: 'HEADLINE', of: ({ headline }) => headline ?? '(none)', cuts: true },
    ],
    output,
    marksOf,
  )
  return continued(list, '--after', next)
}

function marksOf({ workingHeadline, deskNote, advisory }: Listed): string[] {
  return [
    ...(workingHeadline ? [workingHeadlineMark] : []),
    ...(deskNote ? [`desk note: ${deskNote}`] : []),
    ...(advisory ? [`advisory: ${advisory}`] : []),
  ]
}

/** One story as staff read it: what is known about it, then its text. */
export function articlePage(article: Article, content: Content, authors: Author[]): string {
  const { headline, bodyHtml, tags, topics, media } = content
  const about = facts([
    ['Article', article.id],
    ['Status', article.status],
    ['Revision', article.revision || 'none published'],
    ['Advisory', article.advisory],
    ['Internal reason', article.internalReason],
    ['In place of', article.replaces],
    ['Headline', headline ?? '(none)'],
    ['', article.workingHeadline ? workingHeadlineMark : null],
    ['Desk note', article.deskNote],
    ['Byline', authors.length > 0 ? bylineOf(authors) : '(none)'],
    ['Affiliation', affiliationsOf(authors).join(', ')],
    ...namedFields(content),
    ['Tags', tags.join(', ')],
    ['Topics', topics.map(named).join(', ')],
    ['Images', media.join(', ')],
    ['Words', content.wordCount],
    ['To be published', moment(article.publishAt)],
    ['First published', moment(article.publishedAt)],
    ['Embargoed until', moment(article.embargoedUntil)],
    ['Withdrawn at', moment(article.expiresAt)],
    ['Changed', moment(article.updatedAt)],
  ])
  const paragraphs = bodyHtml ? prepareBody(bodyHtml).text.split('\n') : ['(no text)']
  return `${about}\n\n${paragraphs.map(printable).join('\n')}`
}

function named(code: TopicCode): string {
  const { label } = topicOf(code)
  return label === null ? code : `${label} (${code})`
}

function namedFields({ subhead, summary, dateline, section, language, canonicalUrl }: Content) {
  return [
    ['Subhead', subhead],
    ['Summary', summary],
    ['Dateline', dateline],
    ['Section', section],
    ['Language', language],
    ['Canonical URL', canonicalUrl],
  ] as const
}

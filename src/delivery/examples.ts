import { examples as newsroom } from '../articles/examples.ts'
import { examples as images } from '../articles/media/examples.ts'
import { topicOf } from '../articles/topics.ts'
import { attributionOf } from '../licensing/attribution.ts'
import { exampleTime, exampleUrl } from '../platform/http/openapi/examples.ts'
import { embedHtml } from './formats/embed.ts'
import { newsArticle } from './formats/jsonld.ts'
import { markdown } from './formats/markdown.ts'
import { newsmlG2 } from './formats/newsml-g2.ts'
import { nitf } from './formats/nitf.ts'
import { plainText } from './formats/text.ts'
import { linksUnder } from './links.ts'

const cursor = 'WyIwMWg0NTV2YjRwZXg1dnNrbmswODRzbjAycSIsMTdd'
const byline = 'By Staff'

const { newswire, author, content, summary } = newsroom
const { headline, canonicalUrl } = content
const links = linksUnder(exampleUrl)
const { uri, href } = links.article(summary.id)

const { sha256: _, width: __, height: ___, ...described } = images.picture

const attribution = attributionOf(
  { ...newswire, number: 1, attributionVersion: 1, updatedAt: 0 },
  { byline, authors: [author], canonicalUrl },
  exampleUrl,
)

const listed = {
  id: summary.id,
  uri,
  revision: summary.revision,
  pubStatus: 'usable' as const,
  headline,
  subhead: content.subhead,
  summary: content.summary,
  slug: content.slug,
  language: content.language,
  dateline: content.dateline,
  section: content.section,
  tags: content.tags,
  topics: content.topics.map(topicOf),
  urgency: content.urgency,
  publishedAt: summary.publishedAt,
  updatedAt: exampleTime,
  embargoedUntil: null,
  replaces: null,
  canonicalUrl,
  wordCount: content.wordCount,
  media: [],
  omittedMedia: [],
  related: [],
  corrections: [],
  byline,
  attribution,
  license: links.license,
}

const article = { ...listed, bodyHtml: content.bodyHtml }
// With its type, since the shape of what it is made of names these examples.
const embed: string = embedHtml(article, attribution, links.license)
const publisher = { ...newswire, rels: links.rels }
const text: string = plainText(article, attribution, links.license)
const marked: string = markdown(article, attribution, links.license)
const newsmlG2Item: string = newsmlG2(article, attribution, links.license, publisher)
const nitfDocument: string = nitf(article, attribution, links.license, publisher)
const jsonLd: object = newsArticle(article, attribution, links.license, publisher)

const revision = {
  revision: 1,
  at: exampleTime,
  kind: 'published',
  note: null,
  headline,
  byline,
  attribution,
} as const
const correction = { kind: 'corrected', note: newsroom.correction.note } as const

const change = {
  cursor,
  type: 'article.corrected',
  at: exampleTime,
  article: {
    id: summary.id,
    uri,
    revision: 2,
    pubStatus: 'usable',
    headline,
    byline,
    attribution,
    href,
  },
  note: newsroom.correction.note,
} as const

/** What the API description shows of articles: the seeded one, abridged. */
export const examples = {
  attribution,
  image: { ...described, renditions: links.renditions(images.picture) },
  omittedImage: {
    alt: 'A signed declaration',
    caption: null,
    credit: 'John Roe/Agency',
    reason: 'not redistributable',
  },
  article,
  embed,
  text,
  markdown: marked,
  newsmlG2: newsmlG2Item,
  nitf: nitfDocument,
  jsonLd,
  articles: { items: [listed], next: null, changes: cursor },
  revisions: { items: [revision], next: null },
  difference: {
    id: summary.id,
    uri,
    from: revision,
    to: { ...revision, ...correction, revision: 2 },
    ...newsroom.difference,
    license: links.license,
  },
  changes: { items: [change], next: null, cursor },
  changeStream: `retry: 2843\nid: ${cursor}\n\nid: ${cursor}\ndata: ${JSON.stringify(change)}\n\n: still here\n\n`,
}

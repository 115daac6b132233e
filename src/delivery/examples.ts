import { examples as newsroom } from '../articles/examples.ts'
import { attributionOf } from '../licensing/attribution.ts'
import { linksUnder } from './links.ts'

const publicUrl = 'https://wirecopy.example'
const at = '2026-05-01T06:00:00.000Z'
const cursor = 'WyIwMWg0NTV2YjRwZXg1dnNrbmswODRzbjAycSIsMTdd'

const { newswire, author, content, ids } = newsroom
const { headline, canonicalUrl, reporters: _, ...told } = content
const byline = 'By Staff'
const links = linksUnder(publicUrl)
const { uri, href } = links.article(ids.article)

const attribution = attributionOf(
  { ...newswire, number: 1, attributionVersion: 1, updatedAt: 0 },
  { byline, authors: [author], canonicalUrl },
  publicUrl,
)

const article = {
  ...{ id: ids.article, uri, revision: 1, pubStatus: 'usable', headline, ...told },
  ...{ publishedAt: '2024-07-11T00:00:00.000Z', updatedAt: at, embargoedUntil: null, canonicalUrl },
  ...{ topics: [], media: [], omittedMedia: [], related: [], corrections: [] },
  ...{ byline, attribution, license: links.license },
}
const { bodyHtml: _body, ...listed } = article

/** What the API description shows of articles: the seeded one, abridged. */
export const examples = {
  ...{ article, attribution },
  articles: { items: [listed], next: null, changes: cursor },
  revisions: {
    items: [{ revision: 1, at, kind: 'published', note: null, headline, byline, attribution }],
    next: null,
  },
  changes: {
    items: [
      {
        ...{ cursor, type: 'article.corrected', at },
        article: {
          id: ids.article,
          uri,
          revision: 2,
          pubStatus: 'usable',
          headline,
          byline,
          attribution,
          href,
        },
        note: newsroom.correction.note,
      },
    ],
    ...{ next: null, cursor },
  },
}

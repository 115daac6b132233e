import { mainFile } from '../formats/media.ts'
import { captionOf, logoFile, topicScheme } from '../formats/parts.ts'
import { around, element, field, gap, type Xml, xmlDocument } from '../formats/xml.ts'
import type { ArticleJson } from '../schema.ts'
import { authorName, descriptionOf, type FeedEntry, type FeedHead } from './entry.ts'

const namespaces = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
}
const asText = { type: 'text' }

/** What stands around the entries of Atom (RFC 4287). */
export function atomFrame(head: FeedHead): [before: string, behind: string] {
  const { newswire, selfUrl } = head
  const feed = element(
    'feed',
    namespaces,
    element('id', {}, head.id),
    element('title', asText, head.title),
    element('subtitle', asText, descriptionOf(newswire)),
    element('updated', {}, head.updatedAt),
    selfUrl && element('link', { rel: 'self', type: 'application/atom+xml', href: selfUrl }),
    element('link', { rel: 'alternate', type: 'text/html', href: newswire.url }),
    element('link', { rel: 'license', href: head.license }),
    element('author', {}, element('name', {}, newswire.name), element('uri', {}, newswire.url)),
    element('generator', {}, 'Wirecopy'),
    element('logo', {}, logoFile(head.logo).href),
    element('rights', asText, newswire.notice),
    gap,
  )
  return around(xmlDocument(feed))
}

/** An entry; byline, logo and notice stand in its content as well. */
export function atomEntry({ guid, link, article, contentHtml, newswire }: FeedEntry): string {
  const { attribution, media, topics, tags, section } = article
  const { href, width, height } = logoFile(attribution.logo)
  const entry = element(
    'entry',
    { 'xml:lang': article.language },
    element('id', {}, guid),
    element('title', asText, article.headline),
    element('published', {}, article.publishedAt),
    element('updated', {}, article.updatedAt),
    attribution.authors.map((author) => element('author', {}, element('name', {}, authorName(author)))),
    element('link', { rel: 'alternate', type: 'text/html', href: link }),
    element('link', { rel: 'license', href: article.license.href }),
    media.map(enclosureOf),
    section && element('category', { term: section }),
    tags.map((tag) => element('category', { term: tag })),
    topics.map(({ code, label }) =>
      element('category', { term: code.replace('medtop:', ''), scheme: topicScheme, label }),
    ),
    element('rights', asText, attribution.creditLine),
    field('summary', article.summary, asText),
    element('content', { type: 'html' }, contentHtml),
    element('dc:identifier', {}, article.uri),
    element('dc:publisher', {}, newswire.name),
    element('dcterms:hasVersion', {}, article.revision),
    element('media:thumbnail', { url: href, width, height }),
  )
  return entry.toString()
}

/** An image, with what is printed below it. */
function enclosureOf(picture: ArticleJson['media'][number]): Xml | undefined {
  const file = mainFile(picture)
  if (!file) return undefined
  const title = captionOf(picture) || picture.alt
  return element('link', { rel: 'enclosure', type: file.contentType, href: file.href, title })
}

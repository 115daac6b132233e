import { mainFile } from '../formats/media.ts'
import { logoFile, topicScheme } from '../formats/parts.ts'
import { around, cdata, element, field, gap, type Xml, xmlDocument } from '../formats/xml.ts'
import type { ArticleJson } from '../schema.ts'
import { authorName, descriptionOf, type FeedEntry, type FeedHead } from './entry.ts'

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
}
// RSS allows no wider one.
const logoWidth = 144
const minutesToLive = 5
const inText = { type: 'plain' }
const ofTheDesk = { scheme: 'urn:ebu' }

/** What stands around the items of RSS 2.0. */
export function rssFrame(head: FeedHead): [before: string, behind: string] {
  const { title, newswire, selfUrl, updatedAt } = head
  const channel = element(
    'channel',
    {},
    element('title', {}, title),
    element('link', {}, newswire.url),
    element('description', {}, descriptionOf(newswire)),
    element('copyright', {}, newswire.notice),
    element('lastBuildDate', {}, rfc822(updatedAt)),
    element('docs', {}, 'https://www.rssboard.org/rss-specification'),
    element('generator', {}, 'Wirecopy'),
    element('ttl', {}, minutesToLive),
    channelImage(head),
    selfUrl && element('atom:link', { href: selfUrl, rel: 'self', type: 'application/rss+xml' }),
    element('atom:link', { href: head.license, rel: 'license' }),
    gap,
  )
  return around(xmlDocument(element('rss', { version: '2.0', ...namespaces }, channel)))
}

function channelImage({ logo, title, newswire }: FeedHead): Xml {
  const { href, width, height } = logoFile(logo)
  return element(
    'image',
    {},
    element('url', {}, href),
    element('title', {}, title),
    element('link', {}, newswire.url),
    element('width', {}, Math.min(width, logoWidth)),
    element('height', {}, Math.round(height * Math.min(1, logoWidth / width))),
  )
}

/** An item: the byline stands in its content as well, since of several creators many readers keep one. */
export function rssItem({ guid, link, article, contentHtml, newswire }: FeedEntry): string {
  const { attribution, topics, tags } = article
  const { href, width, height } = logoFile(attribution.logo)
  const item = element(
    'item',
    {},
    element('title', {}, article.headline),
    element('link', {}, link),
    element('guid', { isPermaLink: 'false' }, guid),
    element('pubDate', {}, rfc822(article.publishedAt)),
    attribution.authors.map((author) => element('dc:creator', {}, authorName(author))),
    element('dc:publisher', {}, newswire.name),
    element('dc:rights', {}, attribution.notice.text),
    element('dc:language', {}, article.language),
    element('dc:identifier', {}, article.uri),
    field('dc:coverage', article.dateline),
    element('dcterms:modified', {}, article.updatedAt),
    field('dcterms:alternative', article.subhead),
    element('dcterms:hasVersion', {}, article.revision),
    element('dcterms:license', {}, article.license.href),
    field('category', article.section),
    tags.map((tag) => element('category', {}, tag)),
    topics.map(({ code, label }) => element('category', { domain: topicScheme }, label ?? code)),
    field('description', article.summary),
    element('content:encoded', {}, cdata(contentHtml)),
    article.media.map(mediaContent),
    element('media:credit', { role: 'author', ...ofTheDesk }, attribution.creditLine),
    element('media:thumbnail', { url: href, width, height }),
  )
  return item.toString()
}

function mediaContent(picture: ArticleJson['media'][number]): Xml | undefined {
  const file = mainFile(picture)
  if (!file) return undefined
  const { href, contentType, width, height } = file
  return element(
    'media:content',
    { url: href, type: contentType, medium: 'image', width, height },
    field('media:title', picture.alt, inText),
    field('media:description', picture.caption, inText),
    field('media:credit', picture.credit, { role: 'photographer', ...ofTheDesk }),
    field('media:copyright', picture.rights),
  )
}

function rfc822(time: string): string {
  return new Date(time).toUTCString()
}

import { mainFile } from '../formats/media.ts'
import { logoFile } from '../formats/parts.ts'
import { authorName, descriptionOf, type FeedEntry, type FeedHead } from './entry.ts'

/** What stands around the items of JSON Feed 1.1. */
export function jsonFeedFrame(head: FeedHead): [before: string, behind: string] {
  const { title, newswire, selfUrl } = head
  const logo = logoFile(head.logo).href
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: newswire.url,
    feed_url: selfUrl,
    description: descriptionOf(newswire),
    icon: logo,
    authors: [{ name: newswire.name, url: newswire.url, avatar: logo }],
    _wire: { notice: newswire.notice, license: head.license },
  }
  return [`${JSON.stringify(feed).slice(0, -1)},"items":[`, ']}']
}

/** An item; what JSON Feed has no words for stands under `_wire`. */
export function jsonFeedItem({ guid, link, article, contentHtml }: FeedEntry): string {
  const { attribution, tags, topics, section, media } = article
  const [image] = media.flatMap((picture) => mainFile(picture)?.href ?? [])
  const avatar = logoFile(attribution.logo).href
  return JSON.stringify({
    id: guid,
    url: link,
    title: article.headline,
    summary: article.summary ?? undefined,
    content_html: contentHtml,
    image,
    date_published: article.publishedAt,
    date_modified: article.updatedAt,
    authors: attribution.authors.map((author) => ({ name: authorName(author), avatar })),
    tags: [...(section ? [section] : []), ...tags, ...topics.map(({ code, label }) => label ?? code)],
    language: article.language,
    attachments: attachmentsOf(media),
    _wire: wireOf(article),
  })
}

function attachmentsOf(media: FeedEntry['article']['media']) {
  return media.flatMap((picture) => {
    const file = mainFile(picture)
    return file ? [{ url: file.href, mime_type: file.contentType, title: picture.alt || undefined }] : []
  })
}

function wireOf({ attribution, uri, revision, license, corrections, ...article }: FeedEntry['article']) {
  return {
    uri,
    revision,
    pub_status: article.pubStatus,
    subhead: article.subhead,
    dateline: article.dateline,
    urgency: article.urgency,
    byline: attribution.byline,
    affiliation: attribution.affiliation.name,
    credit_line: attribution.creditLine,
    logo: logoFile(attribution.logo).href,
    logo_alt: attribution.logo.alt,
    notice: attribution.notice.text,
    license: license.href,
    canonical_url: attribution.canonicalUrl,
    topics: article.topics.map(({ code }) => code),
    media: article.media.map(({ alt, caption, credit, rights }) => ({ alt, caption, credit, rights })),
    corrections,
  }
}

import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { advisoryHtml, illustratedHtml } from './embed.ts'
import { mainFile } from './media.ts'
import {
  captionOf,
  copyrightOf,
  editorialNotes,
  logoFile,
  type Publisher,
  secondOf,
  versionOf,
} from './parts.ts'
import { xhtmlOf } from './xhtml.ts'
import { element, field, type Xml, xmlDocument } from './xml.ts'

const catalog = 'http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml'
const html = 'text/html'

/** IPTC NewsML-G2 2.35, a news item; codes are those of IPTC's catalog 41. */
export function newsmlG2(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): string {
  const item = element(
    'newsItem',
    {
      xmlns: 'http://iptc.org/std/nar/2006-10-01/',
      ...{ guid: article.uri, version: versionOf(article), standard: 'NewsML-G2', standardversion: '2.35' },
      ...{ conformance: 'power', 'xml:lang': article.language },
    },
    element('catalogRef', { href: catalog }),
    rightsOf(article, attribution, license, publisher),
    itemMeta(article, attribution, publisher),
    contentMeta(article, attribution, publisher),
    contentSet(article),
  )
  return xmlDocument(item)
}

function rightsOf(
  article: ArticleJson,
  { notice }: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): Xml {
  return element(
    'rightsInfo',
    {},
    element('copyrightHolder', { uri: publisher.url }, element('name', {}, publisher.name)),
    element('copyrightNotice', {}, copyrightOf(article, publisher)),
    element('usageTerms', {}, notice.text),
    element('link', { reluri: `${publisher.rels}/license`, href: license.href, contenttype: html }),
    element('link', { reluri: 'http://www.w3.org/ns/odrl/2/hasPolicy', href: license.policy }),
  )
}

function itemMeta(article: ArticleJson, attribution: Attribution, { name, url, rels }: Publisher): Xml {
  const { pubStatus, updatedAt, publishedAt, embargoedUntil, headline, corrections, revision } = article
  const isCorrection = corrections.at(-1)?.revision === revision && pubStatus === 'usable'
  return element(
    'itemMeta',
    {},
    element('itemClass', { qcode: 'ninat:text' }),
    element('provider', { uri: url }, element('name', {}, name)),
    element('versionCreated', {}, secondOf(updatedAt)),
    element('firstCreated', {}, secondOf(publishedAt)),
    field('embargoed', embargoedUntil && secondOf(embargoedUntil)),
    element('pubStatus', { qcode: `stat:${pubStatus}` }),
    element('generator', {}, 'Wirecopy'),
    element('profile', {}, 'text-logo'),
    element('title', {}, headline),
    editorialNotes(article).map((note) => element('edNote', {}, note)),
    isCorrection ? element('signal', { qcode: 'sig:correction' }) : undefined,
    linksOf(article, attribution, rels),
  )
}

function linksOf({ media, related, replaces }: ArticleJson, attribution: Attribution, rels: string): Xml[] {
  const { logo, canonicalUrl } = attribution
  const file = logoFile(logo)
  const link = (reluri: string, href: string | null | undefined, more: Record<string, string> = {}) =>
    href ? [element('link', { reluri: `${rels}/${reluri}`, href, ...more })] : []
  return [
    ...link('logo', file.href, { contenttype: file.contentType, title: logo.alt }),
    ...link('canonical', canonicalUrl, { contenttype: html }),
    ...link('replaces', replaces),
    ...related.map(({ uri, url, headline }) =>
      element('link', { rel: 'irel:seeAlso', href: uri ?? url, title: headline }),
    ),
    ...media.flatMap(pictureLink),
  ]
}

function pictureLink(picture: ArticleJson['media'][number]): Xml[] {
  const file = mainFile(picture)
  if (!file) return []
  const { href, contentType } = file
  return [
    element(
      'link',
      { rel: 'irel:seeAlso', href, contenttype: contentType, title: captionOf(picture) || picture.alt },
      element('itemClass', { qcode: 'ninat:picture' }),
    ),
  ]
}

function contentMeta(article: ArticleJson, attribution: Attribution, { name, url, rels }: Publisher): Xml {
  const { creditLine, logo } = attribution
  const { href, contentType, width, height } = logoFile(logo)
  const { headline, subhead, dateline, summary, language, slug, section, tags, topics } = article
  return element(
    'contentMeta',
    {},
    element('icon', { href, contenttype: contentType, width, height }),
    article.urgency === null ? undefined : element('urgency', {}, article.urgency),
    element('contentCreated', {}, secondOf(article.publishedAt)),
    element('contentModified', {}, secondOf(article.updatedAt)),
    dateline === null ? undefined : element('located', { literal: dateline }, element('name', {}, dateline)),
    element('infoSource', { uri: url }, element('name', {}, name)),
    attribution.authors.map(creator),
    element('altId', { typeuri: `${rels}/slug` }, slug),
    element('language', { tag: language }),
    tags.map((tag) => element('keyword', {}, tag)),
    section === null ? undefined : element('subject', { literal: section }, element('name', {}, section)),
    topics.map(({ code, label }) =>
      element(
        'subject',
        { type: 'cpnat:abstract', qcode: code },
        field('name', label, { 'xml:lang': 'en-GB' }),
      ),
    ),
    element('slugline', {}, slug),
    element('headline', {}, headline),
    field('headline', subhead, { roleuri: `${rels}/subhead` }),
    field('dateline', dateline),
    element('by', {}, creditLine),
    element('creditline', {}, creditLine),
    field('description', summary, { role: 'drol:summary' }),
  )
}

function creator({ id, name, kind, affiliation }: Attribution['authors'][number]): Xml {
  const employer = element(
    'affiliation',
    { literal: affiliation.name },
    element('name', {}, affiliation.name),
  )
  return element(
    'creator',
    { literal: id },
    element('name', {}, name),
    element(kind === 'desk' ? 'organisationDetails' : 'personDetails', {}, employer),
  )
}

/**
 * The text twice: some read the XML, some keep of it only how each paragraph begins and want HTML, last. Of a
 * story that was taken back it is what to do, since Superdesk refuses an item without content.
 */
function contentSet(article: ArticleJson): Xml | undefined {
  const { bodyHtml, headline, wordCount } = article
  const advisory = advisoryHtml(article)
  if (bodyHtml === undefined && advisory.length === 0) return undefined
  const text = [...advisory, ...illustratedHtml(article)].join('\n')
  return element(
    'contentSet',
    {},
    element(
      'inlineXML',
      { contenttype: 'application/xhtml+xml', wordcount: wordCount },
      xhtmlOf(headline, text),
    ),
    element('inlineData', { contenttype: html, wordcount: wordCount }, text),
  )
}

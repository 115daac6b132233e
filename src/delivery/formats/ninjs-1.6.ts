import { passagesIn } from '../../articles/text/body.ts'
import { textOf } from '../../articles/text/plain-text.ts'
import { type Attribution, affiliationsOf } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { mainFile } from './media.ts'
import { employerOf, signed, standardOf } from './ninjs.ts'
import {
  copyrightOf,
  editorialNotes,
  logoFile,
  type Publisher,
  secondOf,
  topicNumber,
  topicScheme,
  versionOf,
} from './parts.ts'

/** IPTC ninjs 1.6, the line that Superdesk reads. */
export function ninjs16(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): string {
  const { creditLine, canonicalUrl, notice } = attribution
  return JSON.stringify({
    $standard: standardOf('1.6'),
    uri: article.uri,
    type: 'text',
    mimetype: 'text/html',
    representationtype: article.bodyHtml === undefined ? 'incomplete' : 'complete',
    profile: 'text-logo',
    version: String(versionOf(article)),
    firstcreated: secondOf(article.publishedAt),
    versioncreated: secondOf(article.updatedAt),
    embargoed: article.embargoedUntil === null ? undefined : secondOf(article.embargoedUntil),
    pubstatus: article.pubStatus,
    urgency: article.urgency ?? undefined,
    copyrightholder: publisher.name,
    copyrightnotice: copyrightOf(article, publisher),
    usageterms: notice.text,
    rightsinfo: { langid: 'http://www.w3.org/ns/odrl/2/', linkedrights: license.href },
    ednote: editorialNotes(article).join('\n') || undefined,
    language: article.language,
    title: article.headline,
    headline: article.headline,
    headline_sub: article.subhead ?? undefined,
    byline: creditLine,
    slugline: article.slug,
    located: article.dateline ?? undefined,
    description_text: article.summary ?? undefined,
    ...bodyOf(article),
    wordcount: article.wordCount,
    person: signed(attribution.authors, 'person').map(({ name, affiliation }) => ({
      ...{ name, rel: 'author' },
      contactinfo: [employerOf(affiliation.name, attribution.affiliation)],
    })),
    organisation: [
      ...signed(attribution.authors, 'desk').map(({ name }) => ({ name, rel: 'author' })),
      ...affiliationsOf(attribution.authors).map((name) => ({ name, rel: 'authorAffiliation' })),
    ],
    infosource: [{ name: creditLine, rel: 'creditline' }],
    subject: subjectsOf(article),
    altids: { id: article.id, slug: article.slug },
    renditions:
      canonicalUrl === null ? undefined : { canonical: { href: canonicalUrl, mimetype: 'text/html' } },
    associations: associationsOf(article, attribution),
  })
}

function bodyOf({ bodyHtml }: ArticleJson) {
  if (bodyHtml === undefined) return {}
  const plain = textOf(passagesIn(bodyHtml))
  return { body_html: bodyHtml, body_text: plain, charcount: [...plain].length }
}

function subjectsOf({ topics, section, tags }: ArticleJson) {
  const topic = (each: ArticleJson['topics'][number]) => ({
    ...{ name: each.label ?? each.code, rel: 'about' },
    ...{ scheme: topicScheme, code: topicNumber(each) },
  })
  const named = (rel: string) => (name: string) => ({ name, rel })
  return [
    ...topics.map(topic),
    ...(section ? [section] : []).map(named('section')),
    ...tags.map(named('keyword')),
  ]
}

function associationsOf({ uri, media, related, replaces }: ArticleJson, { logo }: Attribution) {
  const { href, contentType, width, height } = logoFile(logo)
  const original = { href, mimetype: contentType, width, height }
  const named = <T>(name: string, all: T[]) =>
    all.map((each, index) => [`${name}_${index + 1}`, each] as const)
  return {
    logo: { uri: href, type: 'graphic', headline: logo.alt, renditions: { original } },
    ...Object.fromEntries(
      named(
        'media',
        media.map((picture) => pictureOf(picture, uri)),
      ),
    ),
    ...Object.fromEntries(named('related', related.map(relatedOf))),
    ...(replaces === null ? {} : { replaces: { uri: replaces, type: 'text' } }),
  }
}

function pictureOf(picture: ArticleJson['media'][number], uri: string) {
  const { id, alt, caption, credit, rights, renditions } = picture
  return {
    ...{ uri: `${uri}#${id}`, type: 'picture', byline: credit ?? undefined, usageterms: rights ?? undefined },
    ...{ description_text: caption ?? undefined, body_text: alt || undefined },
    renditions: Object.fromEntries(
      renditions.map(({ href, contentType, width, height }) => [
        href === mainFile(picture)?.href ? 'original' : `${contentType.replace('image/', '')}_${width}`,
        { href, mimetype: contentType, width, height },
      ]),
    ),
  }
}

function relatedOf({ uri, url, headline }: ArticleJson['related'][number]) {
  const renditions = url === undefined ? undefined : { web: { href: url, mimetype: 'text/html' } }
  return { uri: uri ?? url ?? '', type: 'text', representationtype: 'incomplete', headline, renditions }
}

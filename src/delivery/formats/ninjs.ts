import { passagesIn } from '../../articles/text/body.ts'
import { textOf } from '../../articles/text/plain-text.ts'
import { type Attribution, affiliationsOf } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { mainFile } from './media.ts'
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

const text = 'text/plain'

/** IPTC ninjs 3.1. */
export function ninjs(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): string {
  return JSON.stringify(ninjsOf(article, attribution, license, publisher))
}

/** A story as the second and third line of ninjs have it, in the spelling of the third. */
export function ninjsOf(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
) {
  const { creditLine, canonicalUrl, notice } = attribution
  return {
    standard: standardOf('3.1'),
    uri: article.uri,
    type: 'text',
    representationType: article.bodyHtml === undefined ? 'partial' : 'full',
    profile: 'text-logo',
    version: String(versionOf(article)),
    firstCreated: secondOf(article.publishedAt),
    versionCreated: secondOf(article.updatedAt),
    embargoedUntil: article.embargoedUntil === null ? undefined : secondOf(article.embargoedUntil),
    pubStatus: article.pubStatus,
    urgency: article.urgency ?? undefined,
    copyrightHolder: publisher.name,
    copyrightNotice: copyrightOf(article, publisher),
    usageTerms: notice.text,
    rightsInfo: { langId: 'http://www.w3.org/ns/odrl/2/', linkedRights: license.href },
    edNote: editorialNotes(article).join('\n') || undefined,
    language: article.language,
    title: article.headline,
    by: creditLine,
    slugline: article.slug,
    located: article.dateline ?? undefined,
    headlines: [valued('main', article.headline), ...valueds('subhead', article.subhead)],
    descriptions: valueds('abstract', article.summary),
    bodies: bodiesOf(article),
    people: peopleOf(attribution),
    organisations: organisationsOf(attribution),
    infoSources: [{ name: creditLine, role: 'creditline', uri: publisher.url }],
    subjects: subjectsOf(article),
    altIds: [
      { role: 'id', value: article.id },
      { role: 'slug', value: article.slug },
    ],
    renditions: canonicalUrl === null ? [] : [page('canonical', canonicalUrl)],
    associations: associationsOf(article, attribution),
  }
}

export function standardOf(version: string) {
  return { name: 'ninjs', version, schema: `http://www.iptc.org/std/ninjs/ninjs-schema_${version}.json` }
}

function valued(role: string, value: string, contentType = text) {
  return { role, contentType, value }
}

function valueds(role: string, value: string | null) {
  return value === null ? [] : [valued(role, value)]
}

function bodiesOf({ bodyHtml, wordCount }: ArticleJson) {
  if (bodyHtml === undefined) return []
  const plain = textOf(passagesIn(bodyHtml))
  return [
    { ...valued('html', bodyHtml, 'text/html'), charCount: [...plain].length, wordCount },
    valued('text', plain),
  ]
}

function peopleOf({ authors, affiliation: main }: Attribution) {
  return signed(authors, 'person').map(({ id, name, affiliation }) => ({
    ...{ name, rel: 'author', literal: id },
    contactInfo: [employerOf(affiliation.name, main)],
  }))
}

/** Those of the authors that are people, or desks. */
export function signed(authors: Attribution['authors'], as: Attribution['authors'][number]['kind']) {
  return authors.filter(({ kind }) => kind === as)
}

/** An affiliation as ninjs has it with a person; a page is known of the main one alone. */
export function employerOf(name: string, main: Attribution['affiliation']) {
  const value = name === main.name ? { type: 'web', value: main.url } : { value: name }
  return { role: 'affiliation', name, ...value }
}

function organisationsOf({ authors, affiliation: { name, url } }: Attribution) {
  const affiliations = affiliationsOf(authors).map((each) => ({
    name: each,
    rel: 'authorAffiliation',
    ...(each === name ? { uri: url } : { literal: each }),
  }))
  const desks = signed(authors, 'desk').map((desk) => ({ name: desk.name, rel: 'author', literal: desk.id }))
  return [...desks, ...affiliations]
}

function subjectsOf({ topics, section, tags }: ArticleJson) {
  const topic = (each: ArticleJson['topics'][number]) => ({
    name: each.label ?? each.code,
    rel: 'about',
    uri: topicScheme + topicNumber(each),
  })
  const named = (rel: string) => (name: string) => ({ name, rel, literal: name })
  return [
    ...topics.map(topic),
    ...(section ? [section] : []).map(named('section')),
    ...tags.map(named('keyword')),
  ]
}

function page(name: string, href: string) {
  return { name, href, contentType: 'text/html' }
}

function associationsOf({ uri, media, related, replaces }: ArticleJson, { logo }: Attribution) {
  const { href, contentType, width, height } = logoFile(logo)
  const file = { name: 'main', href, contentType, width, height }
  return [
    { name: 'logo', rel: 'logo', uri: href, type: 'graphic', title: logo.alt, renditions: [file] },
    ...media.map((picture, index) => ({ name: `media-${index + 1}`, ...pictureOf(picture, uri) })),
    ...related.map((other, index) => ({ name: `related-${index + 1}`, ...relatedOf(other) })),
    ...(replaces === null ? [] : [{ name: 'replaces', rel: 'replaces', uri: replaces, type: 'text' }]),
  ]
}

// An image has no page of its own; under embargo not even a file.
function pictureOf(picture: ArticleJson['media'][number], uri: string) {
  const { id, alt, caption, credit, rights, renditions } = picture
  return {
    rel: 'depicts',
    uri: `${uri}#${id}`,
    type: 'picture',
    by: credit ?? undefined,
    usageTerms: rights ?? undefined,
    descriptions: [valued('alt', alt), ...valueds('caption', caption)],
    infoSources: credit === null ? [] : [{ name: credit, role: 'creditline' }],
    renditions: renditions.map(({ href, contentType, width, height }) => ({
      name: href === mainFile(picture)?.href ? 'main' : `${width}-${contentType.replace('image/', '')}`,
      ...{ href, contentType, width, height },
    })),
  }
}

function relatedOf({ uri, url, headline }: ArticleJson['related'][number]) {
  const address = uri ?? url ?? ''
  return {
    ...{ rel: 'seeAlso', uri: address, type: 'text', representationType: 'partial' },
    headlines: headline === undefined ? [] : [valued('main', headline)],
    renditions: url === undefined ? [] : [page('web', url)],
  }
}

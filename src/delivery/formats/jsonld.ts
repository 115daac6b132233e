import { passagesIn } from '../../articles/text/body.ts'
import { textOf } from '../../articles/text/plain-text.ts'
import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { mainFile } from './media.ts'
import { copyrightOf, logoFile, type Publisher, topicNumber, topicScheme } from './parts.ts'

/** A schema.org NewsArticle with its text. */
export function jsonLd(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
): string {
  const { bodyHtml } = article
  const articleBody = bodyHtml === undefined ? undefined : textOf(passagesIn(bodyHtml))
  return JSON.stringify({ ...newsArticle(article, attribution, license, publisher), articleBody })
}

/** What a story is, for search engines: all but its text. */
export function newsArticle(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
  publisher: Publisher,
) {
  const { canonicalUrl, authors, creditLine, notice } = attribution
  const newswire = organization(publisher.name, publisher.url)
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': article.uri,
    identifier: article.uri,
    version: article.revision,
    url: canonicalUrl ?? undefined,
    mainEntityOfPage: canonicalUrl ?? undefined,
    isBasedOn: canonicalUrl ?? undefined,
    headline: article.headline,
    alternativeHeadline: article.subhead ?? undefined,
    description: article.summary ?? undefined,
    creativeWorkStatus: statusOf(article),
    author: authors.map(authorOf),
    creditText: creditLine,
    publisher: { ...newswire, '@type': 'NewsMediaOrganization', logo: logoOf(attribution) },
    provider: newswire,
    copyrightHolder: newswire,
    copyrightNotice: copyrightOf(article, publisher),
    copyrightYear: Number(article.publishedAt.slice(0, 4)),
    conditionsOfAccess: notice.text,
    license: license.href,
    usageInfo: license.policy,
    datePublished: article.publishedAt,
    dateModified: article.updatedAt,
    correction: correctionsOf(article),
    inLanguage: article.language,
    dateline: article.dateline ?? undefined,
    articleSection: article.section ?? undefined,
    keywords: article.tags,
    about: article.topics.map((topic) => ({
      '@type': 'DefinedTerm',
      '@id': topicScheme + topicNumber(topic),
      termCode: topic.code,
      name: topic.label ?? topic.code,
      inDefinedTermSet: topicScheme,
    })),
    image: article.media.flatMap(imageObject),
    wordCount: article.wordCount,
    isAccessibleForFree: true,
  }
}

function statusOf({ pubStatus, embargoedUntil }: ArticleJson): string {
  if (pubStatus === 'canceled') return 'Canceled'
  if (pubStatus === 'withheld') return 'Withdrawn'
  return embargoedUntil ? `Embargoed until ${embargoedUntil}` : 'Published'
}

// What a desk belongs to is no affiliation, which only people have.
function authorOf({ name, kind, affiliation }: Attribution['authors'][number]) {
  const employer = organization(affiliation.name)
  return kind === 'desk'
    ? { '@type': 'Organization', name, parentOrganization: employer }
    : { '@type': 'Person', name, affiliation: employer }
}

function organization(name: string, url?: string) {
  return { '@type': 'Organization', name, url }
}

function logoOf({ logo }: Attribution) {
  const { href, width, height } = logoFile(logo)
  return {
    '@type': 'ImageObject',
    url: href,
    caption: logo.alt,
    width: pixels(width),
    height: pixels(height),
  }
}

function correctionsOf({ advisory, corrections, updatedAt }: ArticleJson) {
  const told = advisory === undefined ? corrections : [{ at: updatedAt, note: advisory }]
  return told.map(({ at, note }) => ({ '@type': 'CorrectionComment', text: note, datePublished: at }))
}

function imageObject(picture: ArticleJson['media'][number]) {
  const file = mainFile(picture)
  if (!file) return []
  const { href, width, height } = file
  return {
    '@type': 'ImageObject',
    ...{ url: href, width: pixels(width), height: pixels(height), description: picture.alt },
    ...{ caption: picture.caption ?? undefined, creditText: picture.credit ?? undefined },
    copyrightNotice: picture.rights ?? undefined,
  }
}

function pixels(value: number) {
  return { '@type': 'QuantitativeValue', value, unitCode: 'E37' }
}

import { topicOf } from '../../articles/topics.ts'
import type { Attribution } from '../../licensing/attribution.ts'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import type { Story } from '../catalog.ts'
import type { Links } from '../links.ts'
import type { ArticleJson } from '../schema.ts'
import { bodyFor, mediaJson } from './media.ts'

const pubStatuses = {
  draft: 'withheld',
  scheduled: 'withheld',
  published: 'usable',
  withdrawn: 'withheld',
  killed: 'canceled',
} as const

/** ninjs `pubStatus` for a status of ours. */
export function pubStatusOf(status: keyof typeof pubStatuses): 'usable' | 'withheld' | 'canceled' {
  return pubStatuses[status]
}

/** The partner's view of an article. */
export function articleJson(
  story: Story,
  attribution: Attribution,
  links: Links,
  withBody: boolean,
): ArticleJson {
  const { article, revision, corrections } = story
  if (!revision) throw new Error(`Article ${article.id} was never published`)
  const { headline, subhead, summary, slug, language, dateline, section, tags, urgency, canonicalUrl } =
    revision
  return {
    id: article.id,
    uri: links.article(article.id).uri,
    revision: revision.number,
    pubStatus: pubStatusOf(article.status),
    headline,
    subhead,
    summary,
    slug,
    language,
    dateline,
    section,
    tags,
    topics: revision.topics.map(topicOf),
    urgency,
    publishedAt: toRfc3339(article.publishedAt ?? revision.at),
    updatedAt: toRfc3339(article.updatedAt),
    embargoedUntil: timeOrNull(article.embargoedUntil),
    replaces: article.replaces === null ? null : links.article(article.replaces).uri,
    canonicalUrl,
    ...(withBody ? { bodyHtml: bodyFor(story) } : {}),
    wordCount: revision.wordCount,
    ...mediaJson(story, links),
    related: revision.related.map((other) =>
      'id' in other ? { id: other.id, uri: links.article(other.id).uri } : other,
    ),
    corrections: corrections
      // They are read after the revision, so a later one may be among them.
      .filter((correction) => correction.revision <= revision.number)
      .map((correction) => ({ ...correction, at: toRfc3339(correction.at) })),
    ...(story.withdrawals ? { returns: story.withdrawals.filter((at) => at < revision.number).length } : {}),
    byline: revision.byline,
    attribution,
    license: links.license,
  }
}

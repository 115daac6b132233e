import { hash } from 'node:crypto'
import { logoOf } from '../../licensing/attribution.ts'
import type { CallingPartner } from '../../partners/calling-partner.ts'
import { type Instant, toRfc3339 } from '../../platform/clock.ts'
import type { Id } from '../../platform/ids.ts'
import { pageHeaders } from '../attribution-headers.ts'
import { Rendition } from '../renditions.ts'
import type { FeedHead } from './entry.ts'
import { feedNotices } from './notices.ts'
import type { FeedPages, FeedPiece } from './pages.ts'
import { filterValues, writtenQuery } from './query.ts'
import { type FeedView, feedStories, maxEntries } from './stories.ts'

/** A story, or the notice in its place. */
export interface Content {
  id: Id<'art'>
  piece: FeedPiece
}

/** What a feed holds, in the order of first publication: a correction moves nothing. */
export async function contentsOf(
  feeds: FeedPages,
  shown: FeedView,
  caller: CallingPartner,
): Promise<Content[]> {
  const entries = await feedStories(feeds, shown)
  const stories = entries.map(({ row, piece }) => ({ id: row.id, piece }))
  if (!shown.query.notices) return stories
  const oldest = stories.length < maxEntries ? undefined : stories.at(-1)?.piece.publishedAt
  const notices = await feedNotices(feeds, shown, caller, oldest ?? shown.since)
  return [...stories, ...notices.map(({ row, piece }) => ({ id: row.article.id, piece }))]
    .sort(newestFirst)
    .slice(0, maxEntries)
}

function newestFirst(a: Content, b: Content): number {
  return b.piece.publishedAt - a.piece.publishedAt || (a.id < b.id ? 1 : -1)
}

/** The finished feed, as it was made before where it was; `updatedAt` is when anything in it changed last. */
export function feedRendition(
  { renditions }: FeedPages,
  shown: FeedView,
  contents: Content[],
  updatedAt: Instant,
): Rendition {
  const { form, newswire } = shown
  const [before, behind] = form.frame(headOf(shown, updatedAt))
  const made = contents.map(({ id, piece }) => `${id} ${piece.revision} ${piece.updatedAt}`)
  const named = [form.name, shown.guid, newswire.attributionVersion, shown.termsVersion, before, behind]
  const key = hash('sha256', [...named, ...made].join('\n'), 'base64url')
  const known = renditions.find(key)
  if (known) return known

  const items = contents.map(({ piece }) => piece.bytes)
  const between = Buffer.from(form.between)
  const body = Buffer.concat([
    Buffer.from(before),
    ...items.flatMap((item, at) => (at === 0 ? [item] : [between, item])),
    Buffer.from(behind),
  ])
  const affiliations = contents.flatMap(({ piece }) => piece.affiliations)
  const headers = pageHeaders(newswire, affiliations, shown)
  return renditions.keep(new Rendition(key, body, `${form.mediaType}; charset=utf-8`, headers))
}

function headOf(shown: FeedView, updatedAt: Instant): FeedHead {
  const { newswire, publicUrl, query, form, links } = shown
  const address = `${publicUrl}/v1/feeds/articles.${form.extension}${writtenQuery(query)}`
  return {
    id: address,
    selfUrl: shown.isSecret ? undefined : address,
    title: [newswire.name, filterValues(query).join(', ')].filter(Boolean).join(': '),
    newswire,
    logo: logoOf(newswire, publicUrl),
    license: links.license.href,
    updatedAt: toRfc3339(updatedAt),
  }
}

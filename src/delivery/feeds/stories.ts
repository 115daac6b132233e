import { sourceGuids } from '../../articles/import/stories.ts'
import {
  type Listed,
  type Listing,
  listPublished,
  publishedAmong,
  type View,
} from '../../articles/listing.ts'
import { withheldIn } from '../../articles/media/uses.ts'
import type { Newswire } from '../../articles/newswire.ts'
import { correctionsOf } from '../../articles/revisions.ts'
import { termsIn } from '../../articles/search/filters.ts'
import { findPublished } from '../../articles/search/finding.ts'
import { textQueryOf } from '../../articles/search/query.ts'
import { affiliationsOf, attributionOf } from '../../licensing/attribution.ts'
import type { FeedSettings } from '../../partners/tables.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import type { Story } from '../catalog.ts'
import { embedHtml } from '../formats/embed.ts'
import { articleJson } from '../formats/json.ts'
import type { Links } from '../links.ts'
import type { Entry } from '../pieces.ts'
import type { ArticleJson } from '../schema.ts'
import type { FeedForm } from './forms.ts'
import type { FeedPages, FeedPiece } from './pages.ts'
import type { FeedQuery } from './query.ts'

/** How many stories a feed has at most. */
export const maxEntries = 50
// Each look examines about 2,000 stories: what is rarer than that has no page of fifty.
const maxLooks = 8

/** What a feed shows, how it is written, and for whom. */
export interface FeedView {
  read: Queries
  view: View
  form: FeedForm
  query: FeedQuery
  /** What was published first before is not in it. */
  since: Instant
  guid: FeedSettings['guid']
  /** Its address is a secret, which no answer says. */
  isSecret: boolean
  newswire: Newswire
  termsVersion: number
  links: Links
  publicUrl: string
}

/** The stories of a feed in the order of their first publication, the newest first. */
export async function feedStories(
  { pieces }: Pick<FeedPages, 'pieces'>,
  shown: FeedView,
): Promise<Entry<Listed, FeedPiece>[]> {
  const { read, view, form, guid, newswire, termsVersion } = shown
  const rows = await newest(read, view, shown.query, { limit: maxEntries, publishedSince: shown.since })
  const keyOf = ({ id, version }: Listed) =>
    `${form.name} ${guid} ${id} ${version} ${newswire.attributionVersion} ${termsVersion}`
  return pieces.entries(rows, keyOf, async (missing) => {
    const ids = missing.map(({ id }) => id)
    const stories = await publishedAmong(read, view, ids, true)
    const corrections = await correctionsOf(read, ids)
    const withheld = await withheldIn(
      read,
      [...stories.values()].map(({ revision }) => revision),
    )
    const guids = await guidsOf(shown, ids)
    return ({ id }) => {
      const story = stories.get(id)
      const known = story && { ...story, corrections: corrections.get(id) ?? [], withheld }
      return known && storyPiece(known, shown, guids.get(id))
    }
  })
}

async function newest(queries: Queries, view: View, query: FeedQuery, listing: Listing): Promise<Listed[]> {
  const wanted = { terms: termsIn(query), text: query.q === undefined ? undefined : textQueryOf(query.q) }
  if (!wanted.text && wanted.terms.length === 0) return listPublished(queries, view, listing)

  const rows: Listed[] = []
  let { after } = listing
  for (let look = 0; look < maxLooks && rows.length < listing.limit; look += 1) {
    const limit = listing.limit - rows.length
    const found = await findPublished(queries, view, wanted, { ...listing, limit, after })
    rows.push(...found.rows)
    if (!found.reached) break
    after = found.reached
  }
  return rows
}

function storyPiece(story: Story, shown: FeedView, guid: string | undefined): FeedPiece | undefined {
  const { article, revision } = story
  const { newswire, links, publicUrl } = shown
  if (!revision) return undefined
  const attribution = attributionOf(newswire, revision, publicUrl)
  const json = articleJson(story, attribution, links, true)
  return {
    bytes: itemBytes(shown, json, {
      guid,
      contentHtml: embedHtml(json, attribution, links.license),
    }),
    revision: revision.number,
    affiliations: affiliationsOf(revision.authors),
    publishedAt: article.publishedAt ?? revision.at,
    updatedAt: article.updatedAt,
    expiresAt: article.expiresAt,
  }
}

/** What importers know stories by, where it is not our URI. */
export async function guidsOf({ guid, read }: FeedView, ids: Id<'art'>[]): Promise<Map<Id<'art'>, string>> {
  return guid === 'source' ? sourceGuids(read, ids) : new Map()
}

interface Printed {
  /** Our URI where there is none. */
  guid: string | undefined
  contentHtml: string
}

/** An item as it is sent. */
export function itemBytes(
  { form, newswire }: FeedView,
  article: ArticleJson,
  { guid, contentHtml }: Printed,
): Buffer {
  const { canonicalUrl, uri } = article
  const link = canonicalUrl ?? uri
  return Buffer.from(form.item({ guid: guid ?? uri, link, article, contentHtml, newswire }))
}

import { and, eq, inArray } from 'drizzle-orm'
import { takenBack } from '../../articles/listing.ts'
import { termsIn } from '../../articles/search/filters.ts'
import { type Term, termsOf } from '../../articles/terms.ts'
import { affiliationsOf, attributionOf, bylineHtml } from '../../licensing/attribution.ts'
import { grants } from '../../licensing/tables.ts'
import type { CallingPartner } from '../../partners/calling-partner.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import { escapeHtml } from '../../platform/escape-html.ts'
import type { Id } from '../../platform/ids.ts'
import { articleJson } from '../formats/json.ts'
import { deskLine, takenBack as taken } from '../formats/taken-back.ts'
import type { Entry } from '../pieces.ts'
import type { FeedPages, FeedPiece } from './pages.ts'
import { type FeedView, guidsOf, itemBytes } from './stories.ts'

// Of each kind, those published last: older ones have long left every feed.
const maxTakenBack = 200

type TakenBack = Awaited<ReturnType<typeof takenBack>>[number]

/** What is told in the place of stories that were taken back, to whoever was served them before. */
export async function feedNotices(
  { pieces }: Pick<FeedPages, 'pieces'>,
  shown: FeedView,
  { partner, standing }: CallingPartner,
  since: Instant,
): Promise<Entry<TakenBack, FeedPiece>[]> {
  const { read, view, form, guid, query, newswire } = shown
  const found = await takenBack(read, view, { limit: maxTakenBack, publishedSince: since })
  const wanted = found.filter(({ revision }) => hasAll(termsIn(query), termsOf(revision)))
  // What was made up is held by nobody.
  const held = standing.sandboxOf ? undefined : await heldAmong(read, partner.id, wanted)
  const rows = held ? wanted.filter(({ article }) => held.has(article.id)) : wanted
  const keyOf = ({ article }: TakenBack) =>
    `notice ${form.name} ${guid} ${article.id} ${article.version} ${newswire.attributionVersion}`
  return pieces.entries(rows, keyOf, async (missing) => {
    const guids = await guidsOf(
      shown,
      missing.map(({ article }) => article.id),
    )
    return (row) => noticePiece(row, shown, guids.get(row.article.id))
  })
}

function hasAll(wanted: Term[], terms: Term[]): boolean {
  return wanted.every(({ kind, value }) => terms.some((term) => term.kind === kind && term.value === value))
}

async function heldAmong(
  queries: Queries,
  partnerId: Id<'par'>,
  stories: TakenBack[],
): Promise<Set<Id<'art'>>> {
  if (stories.length === 0) return new Set()
  const ids = stories.map(({ article }) => article.id)
  const rows = await queries
    .selectDistinct({ id: grants.articleId })
    .from(grants)
    .where(and(eq(grants.partnerId, partnerId), inArray(grants.articleId, ids)))
    .limit(ids.length)
  return new Set(rows.map(({ id }) => id))
}

function noticePiece({ article, revision }: TakenBack, shown: FeedView, guid: string | undefined): FeedPiece {
  const { newswire, links, publicUrl } = shown
  const attribution = attributionOf(newswire, revision, publicUrl)
  const story = { article, revision: { ...revision, media: [] }, corrections: [], withheld: new Set<never>() }
  const { word, order } = article.status === 'killed' ? taken.killed : taken.withdrawn
  const headline = `${word}: ${revision.headline}`
  const json = { ...articleJson(story, attribution, links, false), headline, subhead: null, summary: null }
  const contentHtml = [
    `<p><strong>${order}</strong></p>`,
    `<p>${escapeHtml(article.advisory ?? '').replaceAll('\n', '<br>')}</p>`,
    `<p>${escapeHtml(deskLine(newswire))}</p>`,
    bylineHtml(attribution.authors),
  ].join('\n')
  return {
    bytes: itemBytes(shown, json, { guid, contentHtml }),
    // No text goes out, so none is granted.
    revision: 0,
    affiliations: affiliationsOf(revision.authors),
    publishedAt: article.publishedAt ?? revision.at,
    updatedAt: article.updatedAt,
    expiresAt: null,
  }
}

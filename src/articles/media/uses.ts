import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Instant } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { invalidate } from '../../platform/database/invalidations.ts'
import type { Id } from '../../platform/ids.ts'
import type { Hash } from '../../platform/storage/storage.ts'
import type { Picture } from '../content.ts'
import { visibleTo } from '../listing.ts'
import { articles, revisions } from '../tables.ts'
import { findMediaByHash, type Media } from './media.ts'
import { keepRenditions } from './orders.ts'
import { media, mediaUses } from './tables.ts'

const never = Number.MAX_SAFE_INTEGER

/** Notes which images the newest revision of a story shows, in place of those of the one before. */
export async function noteUses(tx: Tx, articleId: Id<'art'>, pictures: Picture[]): Promise<void> {
  const before = await tx.delete(mediaUses).where(eq(mediaUses.articleId, articleId)).returning()
  const ids = [...before.map(({ mediaId }) => mediaId), ...pictures.map(({ id }) => id)]
  await keepRenditions(tx, [...new Set(ids)])
  if (pictures.length === 0) return
  await tx.insert(mediaUses).values(pictures.map(({ id }) => ({ mediaId: id, articleId })))
  for (const { id } of pictures) await invalidate(tx, id)
}

/** A page of the stories whose newest revision shows an image, in the order of their creation. */
export async function listUsers(
  queries: Queries,
  mediaId: Id<'med'>,
  { limit, after }: { limit: number; after?: Id<'art'> | undefined },
) {
  const rows = await queries
    .select({ article: articles, headline: revisions.headline })
    .from(mediaUses)
    .innerJoin(articles, eq(articles.id, mediaUses.articleId))
    .innerJoin(revisions, and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision)))
    .where(and(eq(mediaUses.mediaId, mediaId), after && gt(mediaUses.articleId, after)))
    .orderBy(asc(mediaUses.articleId))
    .limit(limit)
  return rows.map(({ article, headline }) => ({ ...article, headline }))
}

/** Which of the images in these revisions partners may not have at present. */
export async function withheldIn(queries: Queries, shown: { media: Picture[] }[]): Promise<Set<Id<'med'>>> {
  const ids = [...new Set(shown.flatMap((revision) => revision.media.map(({ id }) => id)))]
  if (ids.length === 0) return new Set()
  const rows = await queries
    .select({ id: media.id })
    .from(media)
    .where(and(inArray(media.id, ids), eq(media.redistributable, false)))
    .orderBy(asc(media.id))
    .limit(ids.length)
  return new Set(rows.map(({ id }) => id))
}

/** What everybody may know of an image: that it is shown, by whom and until when, or that it was taken back. */
export type Standing =
  | { image: Media; shownBy: Id<'art'>; validUntil: Instant }
  | { image: Media; shownBy: undefined }

/**
 * Where an image stands at a moment; undefined where nobody is to know of it: partners may not have it, or
 * no story with it was ever out.
 */
export async function standingOf(
  queries: Queries,
  sha256: Hash,
  now: Instant,
): Promise<Standing | undefined> {
  const image = await findMediaByHash(queries, sha256)
  if (!image?.redistributable) return undefined
  const users = () =>
    queries
      .select({ id: articles.id, expiresAt: articles.expiresAt })
      .from(mediaUses)
      .innerJoin(articles, eq(articles.id, mediaUses.articleId))
  const [shower] = await users()
    .where(and(eq(mediaUses.mediaId, image.id), visibleTo(now, now)))
    .limit(1)
  if (shower) return { image, shownBy: shower.id, validUntil: shower.expiresAt ?? never }
  const [past] = await users()
    .where(and(eq(mediaUses.mediaId, image.id), takenBack(now)))
    .limit(1)
  return past && { image, shownBy: undefined }
}

// Whoever was never to know of a story under embargo does not learn of it by its end either.
function takenBack(now: Instant) {
  return or(
    and(inArray(articles.status, ['withdrawn', 'killed']), isNull(articles.embargoedUntil)),
    and(eq(articles.status, 'published'), lte(articles.expiresAt, now), isNull(articles.embargoedUntil)),
  )
}

import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { everything } from '../../platform/database/freshness.ts'
import { invalidate } from '../../platform/database/invalidations.ts'
import { type Id, idSchema } from '../../platform/ids.ts'
import { jobKind } from '../../platform/jobs/kinds.ts'
import { cancel, enqueue } from '../../platform/jobs/queue.ts'
import { recordChange } from '../changes.ts'
import { articles } from '../tables.ts'
import { mediaUses } from './tables.ts'

const toldAtOnce = 50
const maxName = 100

/** Tells partners of further stories whose image they may have, or may not have any more. */
export const mediaTell = jobKind({
  kind: 'media.tell',
  lane: 'default',
  payload: z.strictObject({ mediaId: idSchema('med'), after: idSchema('art') }),
})

interface Withheld {
  id: Id<'med'>
  redistributable: boolean
  alt: string
  caption: string | null
}

/**
 * Has every published story with the image served anew, without it or with it, and tells partners. However
 * many stories there are, all of them change with this transaction; the later ones are told by a job.
 */
export async function changeUsers(tx: Tx, image: Withheld): Promise<void> {
  const users = tx.select({ id: mediaUses.articleId }).from(mediaUses).where(eq(mediaUses.mediaId, image.id))
  await tx
    .update(articles)
    .set({ version: sql`${articles.version} + 1`, updatedAt: tx.now })
    .where(and(eq(articles.status, 'published'), inArray(articles.id, users)))
  await invalidate(tx, everything)
  await tellUsers(tx, image)
}

/** Tells of the next stories with the image, and plans the rest. What was told is never told twice. */
export async function tellUsers(tx: Tx, image: Withheld, after?: Id<'art'>): Promise<void> {
  const rows = await tx
    .select({ id: articles.id, revision: articles.revision, embargoedUntil: articles.embargoedUntil })
    .from(mediaUses)
    .innerJoin(articles, eq(articles.id, mediaUses.articleId))
    .where(
      and(
        eq(mediaUses.mediaId, image.id),
        after && gt(mediaUses.articleId, after),
        eq(articles.status, 'published'),
      ),
    )
    .orderBy(asc(mediaUses.articleId))
    .limit(toldAtOnce)
  const note = noteOn(image)
  for (const { id, revision, embargoedUntil } of rows) {
    const advanceOnly = embargoedUntil !== null
    const comesDown = !image.redistributable
    await recordChange(tx, { type: 'article.updated', articleId: id, revision, note, advanceOnly, comesDown })
  }
  const uniqueKey = `${mediaTell.kind} ${image.id}`
  const last = rows.at(-1)
  if (rows.length < toldAtOnce || !last) return cancel(tx, uniqueKey)
  const rest = { mediaId: image.id, after: last.id }
  await enqueue(tx, mediaTell, rest, { uniqueKey, onConflict: 'replace' })
}

function noteOn({ redistributable, alt, caption }: Withheld): string {
  const name = caption || alt
  const short = name.length > maxName ? `${name.slice(0, maxName).toWellFormed()}…` : name
  const image = short ? `The image “${short}”` : 'An image'
  return `${image} of this story may ${redistributable ? 'be republished now' : 'no longer be republished'}.`
}

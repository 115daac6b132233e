import { and, asc, eq, gt, inArray, isNotNull, lte, notExists, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Instant } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, idSchema } from '../../platform/ids.ts'
import { jobKind, type Runner, runner } from '../../platform/jobs/kinds.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { schedule } from '../../platform/jobs/scheduler.ts'
import { articles } from '../tables.ts'
import { orderRenditions } from './orders.ts'
import type { Renderer } from './renderer.ts'
import { media, mediaUses } from './tables.ts'

const unusedForMs = 24 * 60 * 60 * 1_000
const imagesPerRun = 500

const collect = jobKind({
  kind: 'media.collect',
  lane: 'bulk',
  payload: z.strictObject({ after: idSchema('med').optional() }),
})

export const collection = schedule(collect.kind, { cron: '37 3 * * *' }, collect, {})

/**
 * Removes the renditions of images that no published story has shown for a day, some images in each run; the
 * rest is planned. Originals stay: whatever is shown again is made of them anew.
 */
export function collector(renderer: Renderer): Runner {
  return runner(collect, async ({ database, now, signal }, { after }) => {
    const until = now - unusedForMs
    const images = await imagesBehind(database.read, after)
    const unused = await unusedAmong(database.read, images, until)
    // Before they are noted as removed, so that the next run goes on where this one ended too early.
    for (const image of unused) await renderer.removeAll(image, signal)
    const ids = unused.map(({ id }) => id)
    const last = images.length === imagesPerRun ? images.at(-1) : undefined
    if (unused.length === 0 && !last) return
    await database.write(async (tx) => {
      if (ids.length > 0) await noteRemoved(tx, ids, until)
      const uniqueKey = `${collect.kind} ${last?.id}`
      if (last) await enqueue(tx, collect, { after: last.id }, { uniqueKey, onConflict: 'keep' })
    })
  })
}

// One that a story began to show meanwhile has its renditions made again, and keeps them.
async function noteRemoved(tx: Tx, ids: Id<'med'>[], until: Instant): Promise<void> {
  const among = inArray(media.id, ids)
  await tx
    .update(media)
    .set({ renditionsAt: null })
    .where(and(among, lte(media.renditionsAt, until)))
  const shown = await tx
    .select({ id: media.id })
    .from(media)
    .where(and(among, isNotNull(media.renditionsAt)))
    .limit(ids.length)
  for (const { id } of shown) await orderRenditions(tx, id)
}

async function imagesBehind(queries: Queries, after: Id<'med'> | undefined) {
  const { id, sha256, width, height, credit, rights, renditionsAt } = media
  return queries
    .select({ id, sha256, width, height, credit, rights, renditionsAt })
    .from(media)
    .where(after && gt(id, after))
    .orderBy(asc(id))
    .limit(imagesPerRun)
}

async function unusedAmong<Image extends { id: Id<'med'>; renditionsAt: Instant | null }>(
  queries: Queries,
  images: Image[],
  until: Instant,
): Promise<Image[]> {
  const old = images.filter(({ renditionsAt }) => renditionsAt !== null && renditionsAt <= until)
  if (old.length === 0) return []
  const ids = old.map(({ id }) => id)
  const uses = queries
    .select({ one: sql`1` })
    .from(mediaUses)
    .innerJoin(articles, eq(articles.id, mediaUses.articleId))
    // What was taken back was written last when that was done, or later.
    .where(
      and(
        eq(mediaUses.mediaId, media.id),
        or(eq(articles.status, 'published'), gt(articles.updatedAt, until)),
      ),
    )
  const rows = await queries
    .select({ id: media.id })
    .from(media)
    .where(and(inArray(media.id, ids), notExists(uses)))
    .limit(ids.length)
  const unused = new Set(rows.map(({ id }) => id))
  return old.filter(({ id }) => unused.has(id))
}

import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { type Id, idSchema } from '../../platform/ids.ts'
import { jobKind } from '../../platform/jobs/kinds.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { media } from './tables.ts'

const payload = z.strictObject({ mediaId: idSchema('med') })

/** Makes the renditions of an image before anybody asks for them. */
export const mediaRender = jobKind({ kind: 'media.render', lane: 'bulk', payload })

export async function orderRenditions(tx: Tx, mediaId: Id<'med'>): Promise<void> {
  await tx.update(media).set({ renditionsAt: tx.now }).where(eq(media.id, mediaId))
  const uniqueKey = `${mediaRender.kind} ${mediaId}`
  await enqueue(tx, mediaRender, { mediaId }, { uniqueKey, onConflict: 'replace' })
}

/** Keeps the renditions of these images for another while; those that were removed are made again. */
export async function keepRenditions(tx: Tx, ids: Id<'med'>[]): Promise<void> {
  if (ids.length === 0) return
  const removed = await tx
    .select({ id: media.id })
    .from(media)
    .where(and(inArray(media.id, ids), isNull(media.renditionsAt)))
    .limit(ids.length)
  await tx.update(media).set({ renditionsAt: tx.now }).where(inArray(media.id, ids))
  for (const { id } of removed) await orderRenditions(tx, id)
}

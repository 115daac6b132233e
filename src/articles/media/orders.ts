import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { type Id, idSchema } from '../../platform/ids.ts'
import { jobKind } from '../../platform/jobs/kinds.ts'
import { enqueue } from '../../platform/jobs/queue.ts'

const payload = z.strictObject({ mediaId: idSchema('med') })

/** Makes the renditions of an image before anybody asks for them. */
export const mediaRender = jobKind({ kind: 'media.render', lane: 'bulk', payload })

export async function orderRenditions(tx: Tx, mediaId: Id<'med'>): Promise<void> {
  const uniqueKey = `${mediaRender.kind} ${mediaId}`
  await enqueue(tx, mediaRender, { mediaId }, { uniqueKey, onConflict: 'replace' })
}

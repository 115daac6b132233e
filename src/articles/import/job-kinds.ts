import { z } from 'zod'
import { idSchema } from '../../platform/ids.ts'
import { jobKind } from '../../platform/jobs/kinds.ts'

/** Reads what a source has changed, and plans the next time. */
export const sourcePoll = jobKind({
  kind: 'source.poll',
  lane: 'bulk',
  payload: z.strictObject({ sourceId: idSchema('src'), reportId: idSchema('imp').optional() }),
})

/** Compares the ids of the last 30 days: what a source no longer has is told to the desk. */
export const sourceSweep = jobKind({
  kind: 'source.sweep',
  lane: 'default',
  payload: z.strictObject({ sourceId: idSchema('src') }),
})

/** Sees that every source has its polls and sweeps. */
export const sourceWatch = jobKind({ kind: 'source.watch', lane: 'default', payload: z.strictObject({}) })

/** Imports what has waited for a byline. */
export const bylineRelease = jobKind({
  kind: 'byline.release',
  lane: 'default',
  payload: z.strictObject({ name: z.string() }),
})

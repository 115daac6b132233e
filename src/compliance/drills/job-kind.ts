import { z } from 'zod'
import { idSchema } from '../../platform/ids.ts'
import { jobKind } from '../../platform/jobs/kinds.ts'

/** Sending a drill to every partner. */
export const drillSending = jobKind({
  kind: 'kill-drills.send',
  lane: 'urgent',
  payload: z.strictObject({ drillId: idSchema('drl') }),
})

import { z } from 'zod'
import { idSchema } from '../ids.ts'
import { jobKind } from '../jobs/kinds.ts'

/** Handing one mail to the relay; in the lane that its kind says. */
export const mailSending = jobKind({
  kind: 'mail.send',
  lane: 'default',
  payload: z.strictObject({ mailId: idSchema('mai') }),
})

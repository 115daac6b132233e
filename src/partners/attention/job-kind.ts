import { z } from 'zod'
import { jobKind } from '../../platform/jobs/kinds.ts'

/** Looks at every partner whether somebody should. */
export const reviewing = jobKind({ kind: 'attention.review', lane: 'bulk', payload: z.strictObject({}) })

import { z } from 'zod'
import { jobKind } from '../../platform/jobs/kinds.ts'
import { isHash } from '../../platform/storage/storage.ts'

/** Ordered with every row that goes: the file may still be somebody else's. */
export const documentsForget = jobKind({
  kind: 'documents.forget',
  lane: 'default',
  payload: z.strictObject({ sha256: z.string().refine(isHash) }),
})

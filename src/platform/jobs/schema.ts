import { z } from 'zod'
import { toRfc3339 } from '../clock.ts'
import { idSchema } from '../ids.ts'
import type { Job } from './claims.ts'
import { jobStates, stateOf } from './jobs.ts'
import { lanes } from './tables.ts'

const example = {
  id: 'job_01h455vb4pex5vsknk084sn02q',
  kind: 'article.publish',
  lane: 'urgent',
  state: 'dead',
  runAt: '2026-05-01T06:00:00.000Z',
  attempts: 12,
  lastError: 'No reporter is named.',
  uniqueKey: 'article.publish art_01h455vb4pex5vsknk084sn02q',
  createdAt: '2026-05-01T03:00:00.000Z',
}

export const jobSchema = z
  .object({
    id: idSchema('job'),
    kind: z.string(),
    lane: z.enum(lanes),
    state: z.enum(jobStates),
    runAt: z.iso
      .datetime()
      .describe('When it may begin; of one that runs, when its lease ends; of a dead one, when it died.'),
    attempts: z.int().describe('How often it has begun.'),
    lastError: z.string().nullable(),
    uniqueKey: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Job', description: 'Something that is still to be done.', examples: [example] })

/** Without the payload, which may hold addresses. */
export function jobView(job: Job): z.infer<typeof jobSchema> {
  const { id, kind, lane, attempts, lastError, uniqueKey } = job
  return {
    id,
    kind,
    lane,
    state: stateOf(job),
    runAt: toRfc3339(job.runAt),
    attempts,
    lastError,
    uniqueKey,
    createdAt: toRfc3339(job.createdAt),
  }
}

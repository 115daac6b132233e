import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { idSchema } from '../../platform/ids.ts'
import { type Onboarding, type StageCount, stages } from './board.ts'
import { examples } from './examples.ts'

const time = z.iso.datetime()

const onboardingSchema = z.object({
  partnerId: idSchema('par'),
  name: z.string(),
  stage: z.enum(stages),
  since: time.describe('When it came to that stage.'),
  invitedAt: time.nullable(),
  firstFetchAt: time.nullable(),
  oldFeedSeenAt: time.nullable().describe('When it last fetched where it fetched before.'),
})

const stageSchema = z.object({
  stage: z.enum(stages),
  partners: z.int(),
  oldestSince: time.nullable().describe('Since when the first of them stands there.'),
})

export const boardSchema = z
  .object({
    stages: z.array(stageSchema),
    items: z.array(onboardingSchema),
    next: z.string().nullable().describe('The `cursor` of the next page.'),
  })
  .meta({ id: 'Board', examples: [examples.board] })

export function stageView({ oldestSince, ...row }: StageCount): z.infer<typeof stageSchema> {
  return { ...row, oldestSince: timeOrNull(oldestSince) }
}

export function onboardingView(row: Onboarding): z.infer<typeof onboardingSchema> {
  return {
    ...row,
    since: toRfc3339(row.since),
    invitedAt: timeOrNull(row.invitedAt),
    firstFetchAt: timeOrNull(row.firstFetchAt),
    oldFeedSeenAt: timeOrNull(row.oldFeedSeenAt),
  }
}

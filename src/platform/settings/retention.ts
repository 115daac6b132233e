import { z } from 'zod'
import { dayMs, type Instant, timeOrNull } from '../clock.ts'
import type { Queries } from '../database/database.ts'
import { exampleTime } from '../http/openapi/examples.ts'
import { readSettings, type SettingGroup, type Settings } from './settings.ts'

const maxDays = 36_500
const maxAnswerHours = 168
const maxYears = 100

const days = z.int().min(1).max(maxDays).nullable()

const unset = {
  mailDays: 365,
  deadJobDays: 90,
  answerHours: 24,
  usageDays: null,
  declinedDays: 730,
  signerYears: 10,
}

export const retentionInput = z
  .strictObject({
    mailDays: days.describe(
      'After so many days a mail loses what it says and whom it went to; that it was sent stays. Null: never.',
    ),
    deadJobDays: days.describe('How long jobs are kept that failed for good. Null: for ever.'),
    answerHours: z
      .int()
      .min(unset.answerHours)
      .max(maxAnswerHours)
      .describe('How long the answer to a request with `Idempotency-Key` is kept and replayed.'),
    usageDays: days.describe(
      'How long fetches are told apart by day, article and format. Null: for ever. Grants stay in any case.',
    ),
    declinedDays: days.describe('How long the people of a declined publisher are kept. Null: for ever.'),
    signerYears: z
      .int()
      .min(0)
      .max(maxYears)
      .nullable()
      .describe('How long after a partnership ended it is known who signed for it. Null: for ever.'),
  })
  .meta({ id: 'RetentionInput', examples: [unset] })

export type Retention = z.infer<typeof retentionInput>

/** How long each kind of record is kept. Grants, the change log and the audit log are kept for ever. */
export const retention: SettingGroup<Retention> = { name: 'retention', shape: retentionInput, unset }

export async function readRetention(queries: Queries): Promise<Retention> {
  return (await readSettings(queries, retention)).value
}

/** The moment before which what is kept for so many days is over; undefined where it is kept for ever. */
export function daysBefore(now: Instant, count: number | null): Instant | undefined {
  return count === null ? undefined : now - count * dayMs
}

export const retentionSchema = z
  .object({ ...retentionInput.shape, version: z.int(), updatedAt: z.iso.datetime().nullable() })
  .meta({ id: 'Retention', examples: [{ ...unset, version: 1, updatedAt: exampleTime }] })

export function retentionView({
  value,
  version,
  updatedAt,
}: Settings<Retention>): z.infer<typeof retentionSchema> {
  return { ...value, version, updatedAt: timeOrNull(updatedAt) }
}

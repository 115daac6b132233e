import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { prose } from '../../platform/http/fields.ts'
import type { Settings } from '../../platform/settings/settings.ts'
import { checkNames, verdicts } from '../tables.ts'
import type { CheckRecord } from './checks.ts'
import { examples } from './examples.ts'
import { pageNames, type VettingSettings, vettingSettingsInput } from './settings.ts'
import { type CheckStanding, checkStates } from './standing.ts'

const maxNote = 2_000

const time = z.iso.datetime()

export const verdictInput = z
  .strictObject({ verdict: z.enum(verdicts), note: prose(maxNote).describe('What was seen, and where.') })
  .meta({ id: 'CheckVerdict', examples: [examples.verdict] })

const recordSchema = z.object({
  verdict: z.enum(verdicts),
  note: z.string(),
  by: z.string().describe('The id of the staff token, the account on the server, or what does it by itself.'),
  at: time,
})

export const checkSchema = z
  .object({
    check: z.enum(checkNames),
    required: z.boolean().describe('Without it the partner is not approved.'),
    state: z.enum(checkStates).describe('`expired`: it passed by evidence that is too old.'),
    expiresAt: time.nullable(),
    belowThreshold: z.boolean().describe('Of `audience`: fewer visitors than the settings ask for.'),
    missingPages: z
      .array(z.enum(pageNames))
      .describe('Of `legitimate-publisher`: pages that the settings ask for and that were not given.'),
    history: z.array(recordSchema).describe('Newest first; the first holds, unless the check is `open`.'),
  })
  .meta({ id: 'Check', examples: [examples.check] })

export function checkView(
  { check, required, state, expiresAt, belowThreshold, missingPages, line }: CheckStanding,
  history: readonly CheckRecord[],
): z.infer<typeof checkSchema> {
  // After a publisher was taken up again, what was found before is history that does not hold.
  const ofThis = history.filter((record) => record.check === check)
  return {
    ...{ check, required, state, belowThreshold, missingPages },
    expiresAt: timeOrNull(expiresAt),
    history: (ofThis.length > 0 ? ofThis : line ? [line] : []).map(({ verdict, note, actor, at }) => ({
      ...{ verdict, note, by: actor },
      at: toRfc3339(at),
    })),
  }
}

export const vettingSettingsSchema = z
  .object({ ...vettingSettingsInput.shape, version: z.int(), updatedAt: time.nullable() })
  .meta({ id: 'VettingSettings', examples: [examples.settings] })

export function vettingSettingsView({
  value,
  version,
  updatedAt,
}: Settings<VettingSettings>): z.infer<typeof vettingSettingsSchema> {
  return { ...value, version, updatedAt: timeOrNull(updatedAt) }
}

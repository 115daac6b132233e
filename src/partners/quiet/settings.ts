import { z } from 'zod'
import { timeOrNull } from '../../platform/clock.ts'
import { exampleTime } from '../../platform/http/openapi/examples.ts'
import type { SettingGroup, Settings } from '../../platform/settings/settings.ts'

const maxHours = 24 * 365
const usualHours = 24

export const quietSettingsInput = z
  .strictObject({
    afterHours: z
      .int()
      .min(1)
      .max(maxHours)
      .nullable()
      .describe('A feed is not quiet before so many hours without a call; null: nobody looks.'),
  })
  .meta({ id: 'QuietFeedSettingsInput', examples: [{ afterHours: usualHours }] })

export const quietSettingsSchema = quietSettingsInput
  .extend({ version: z.int(), updatedAt: z.iso.datetime().nullable() })
  .meta({
    id: 'QuietFeedSettings',
    examples: [{ afterHours: usualHours, version: 1, updatedAt: exampleTime }],
  })

/** When somebody is told that a partner fetches nothing any more. */
export const quietSettings: SettingGroup<z.infer<typeof quietSettingsInput>> = {
  name: 'quiet-feeds',
  shape: quietSettingsInput,
  unset: { afterHours: usualHours },
}

export function quietSettingsView({
  value,
  version,
  updatedAt,
}: Settings<z.infer<typeof quietSettingsInput>>): z.infer<typeof quietSettingsSchema> {
  return { ...value, version, updatedAt: timeOrNull(updatedAt) }
}

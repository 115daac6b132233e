import { z } from 'zod'
import type { SettingGroup } from '../../platform/settings/settings.ts'

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

/** When somebody is told that a partner fetches nothing any more. */
export const quietSettings: SettingGroup<z.infer<typeof quietSettingsInput>> = {
  name: 'quiet-feeds',
  shape: quietSettingsInput,
  unset: { afterHours: usualHours },
}

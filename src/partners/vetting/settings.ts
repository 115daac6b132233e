import { z } from 'zod'
import type { SettingGroup } from '../../platform/settings/settings.ts'
import { checkNames } from '../tables.ts'

const maxMonths = 120

export const pageNames = ['ownership', 'editorial', 'corrections'] as const

export type PageName = (typeof pageNames)[number]

export const vettingSettingsInput = z
  .strictObject({
    requiredChecks: z
      .array(z.enum(checkNames))
      .max(checkNames.length)
      .refine((list) => new Set(list).size === list.length, 'must name each check once')
      .describe('Without these no partner is approved.'),
    audienceThreshold: z
      .int()
      .min(1)
      .nullable()
      .describe('Monthly unique visitors below which somebody has to decide; null for none.'),
    audienceEvidenceMonths: z
      .int()
      .min(1)
      .max(maxMonths)
      .nullable()
      .describe('How long the `audience` check is good after it passed; null for ever.'),
    pages: z
      .array(z.enum(pageNames))
      .max(pageNames.length)
      .refine((list) => new Set(list).size === list.length, 'must name each page once')
      .describe('Pages that publishers are asked for.'),
  })
  .meta({
    id: 'VettingSettingsInput',
    examples: [
      {
        requiredChecks: [...checkNames],
        audienceThreshold: 100_000,
        audienceEvidenceMonths: 12,
        pages: ['ownership', 'corrections'],
      },
    ],
  })

export type VettingSettings = z.infer<typeof vettingSettingsInput>

/** What staff ask of publishers, and for how long the answers are good. */
export const vettingSettings: SettingGroup<VettingSettings> = {
  name: 'vetting',
  shape: vettingSettingsInput,
  unset: { requiredChecks: [...checkNames], audienceThreshold: null, audienceEvidenceMonths: 12, pages: [] },
}

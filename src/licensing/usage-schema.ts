import { z } from 'zod'
import { idSchema } from '../platform/ids.ts'
import { examples } from './examples.ts'
import type { UsageRow } from './usage.ts'
import type { Counted } from './usage-list.ts'

export const usageSchema = z
  .object({ day: z.iso.date(), articleId: idSchema('art'), format: z.string(), count: z.int() })
  .meta({
    id: 'Usage',
    description: 'How often you fetched the text of an article on one day (UTC).',
    examples: [examples.usage],
  })

export function usageView({ day, articleId, format, count }: UsageRow): z.infer<typeof usageSchema> {
  return { day, articleId, format, count }
}

/** The columns of a partner's own file. */
export const usageColumns = ['day', 'articleId', 'format', 'count'] as const

export const staffUsageSchema = usageSchema
  .extend({ partner: z.object({ id: idSchema('par'), name: z.string() }) })
  .meta({
    id: 'StaffUsage',
    description: 'How often a partner fetched the text of an article on one day (UTC).',
    examples: [examples.staffUsage],
  })

export function staffUsageView(row: Counted): z.infer<typeof staffUsageSchema> {
  return { ...usageView(row), partner: { id: row.partnerId, name: row.partnerName } }
}

/** The columns of the file for staff. */
export const staffUsageColumns = ['day', 'partner', 'name', 'articleId', 'format', 'count'] as const

/** A line of it. */
export function staffUsageLine({ day, partnerId, partnerName, articleId, format, count }: Counted) {
  return { day, partner: partnerId, name: partnerName, articleId, format, count }
}

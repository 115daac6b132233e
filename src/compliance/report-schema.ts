import { z } from 'zod'
import { partnerStatuses } from '../partners/tables.ts'
import { idSchema } from '../platform/ids.ts'
import { examples } from './examples.ts'
import type { Period } from './period.ts'

const storyLineSchema = z
  .object({
    id: idSchema('art'),
    status: z.enum(['published', 'withdrawn', 'killed']),
    publishedAt: z.iso.datetime(),
    headline: z.string().nullable().describe('Not told of killed stories.'),
    partners: z.int().describe('How many hold it.'),
    licenses: z.int().describe('Grants: one for each partner and revision.'),
    partnersAudience: z
      .int()
      .describe('Monthly unique visitors of these partners together: who could have seen it, not who did.'),
    fetches: z.int(),
  })
  .meta({ id: 'StoryLine', examples: [examples.storyLine] })

const partnerLineSchema = z
  .object({
    id: idSchema('par'),
    name: z.string(),
    status: z.enum(partnerStatuses),
    monthlyUniques: z.int(),
    licenses: z.int().describe('Revisions that it was served for the first time.'),
    fetches: z.int(),
    lastFetchedOn: z.string().nullable().describe('UTC day.'),
  })
  .meta({ id: 'PartnerLine', examples: [examples.partnerLine] })

const evidenceLineSchema = z
  .object({
    id: idSchema('par'),
    name: z.string(),
    status: z.enum(partnerStatuses),
    monthlyUniques: z.int(),
    source: z.string().nullable(),
    evidenceUrl: z.string().nullable(),
    passedAt: z.iso.datetime().describe('When the check `audience` passed.'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'EvidenceLine', examples: [examples.evidenceLine] })

export const storyReportSchema = reportSchema('StoryReport', storyLineSchema, examples.storyLine)
export const partnerReportSchema = reportSchema('PartnerReport', partnerLineSchema, examples.partnerLine)
export const evidenceReportSchema = reportSchema('EvidenceReport', evidenceLineSchema, examples.evidenceLine)

export const storyColumns = [
  'id',
  'status',
  'publishedAt',
  'headline',
  'partners',
  'licenses',
  'partnersAudience',
  'fetches',
] as const

export const partnerColumns = [
  'id',
  'name',
  'status',
  'monthlyUniques',
  'licenses',
  'fetches',
  'lastFetchedOn',
] as const

export const evidenceColumns = [
  'id',
  'name',
  'status',
  'monthlyUniques',
  'source',
  'evidenceUrl',
  'passedAt',
  'expiresAt',
] as const

function reportSchema<Line extends z.ZodType>(id: string, line: Line, example: unknown) {
  return z
    .object({
      from: z.iso.date(),
      to: z.iso.date(),
      total: z.int().describe('How many there are, of which those that stand highest follow.'),
      items: z.array(line),
    })
    .meta({ id, examples: [{ from: '2026-05-01', to: '2026-05-30', total: 1, items: [example] }] })
}

/** A report on a period: the lines that stand highest. */
export function reportView<Line>({ from, to }: Period, { total, best }: { total: number; best: Line[] }) {
  return { from, to, total, items: best }
}

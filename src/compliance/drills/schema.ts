import { z } from 'zod'
import { toRfc3339 } from '../../platform/clock.ts'
import { prose } from '../../platform/http/fields.ts'
import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId, idSchema } from '../../platform/ids.ts'
import type { DrillReach } from './addressees.ts'
import type { DrillAnswer } from './answering.ts'
import type { KillDrill } from './drills.ts'
import { type DrillReport, maxNamed } from './report.ts'
import { drillAnswerWays } from './tables.ts'

const maxNote = 1_000

const drill = {
  id: exampleId('drl'),
  note: 'The yearly drill.',
  at: exampleTime,
  startedBy: exampleId('stf'),
}
const partner = { id: exampleId('par'), name: 'Example Gazette' }

export const drillInput = z
  .strictObject({ note: prose(maxNote).optional().describe('Why; partners read it, too.') })
  .meta({ id: 'KillDrillInput', examples: [{ note: drill.note }] })

const fields = {
  id: idSchema('drl'),
  note: z.string().nullable(),
  at: z.iso.datetime(),
  startedBy: z.string().describe('The staff token, or `wirecopy`.'),
}

export const drillSchema = z.object(fields).meta({ id: 'KillDrill', examples: [drill] })

const way = z.enum(drillAnswerWays).describe('By a program with a key, or by the link in the mail.')

export const drillAnswerSchema = z
  .object({ drill: idSchema('drl'), answeredAt: z.iso.datetime(), way })
  .meta({ id: 'KillDrillAnswer', examples: [{ drill: drill.id, answeredAt: exampleTime, way: 'api' }] })

const partnerSchema = z.object({ id: idSchema('par'), name: z.string() })

export const drillReachSchema = z
  .object({
    present: drillSchema.nullable().describe('The drill that lasts; meanwhile none begins in its place.'),
    partners: z
      .int()
      .describe('How many it would be sent to: approved ones, and suspended ones that hold a story.'),
    addresses: z.int().describe('How many mails would go out.'),
    endpoints: z.int().describe('How many webhook endpoints would be called.'),
    withoutContact: z.array(partnerSchema).describe(`Who has no urgent contact; the first ${maxNamed}.`),
  })
  .meta({
    id: 'KillDrillReach',
    examples: [{ present: null, partners: 48, addresses: 61, endpoints: 12, withoutContact: [partner] }],
  })

export const drillReportSchema = z
  .object({
    ...fields,
    partners: z.int().describe('How many it was sent to.'),
    answered: z
      .object({ in1Minute: z.int(), in5Minutes: z.int(), in60Minutes: z.int(), total: z.int() })
      .describe('How many answered within so many minutes, and at all.'),
    answers: z
      .array(z.object({ partner: partnerSchema, at: z.iso.datetime(), way }))
      .describe(`Who answered when, and how; the first ${maxNamed}, the fastest first.`),
    silent: z.array(partnerSchema).describe(`Who has not answered; the first ${maxNamed}.`),
    dead: z
      .array(
        z.object({
          partner: partnerSchema,
          what: z
            .enum(['mail', 'webhook', 'nobody'])
            .describe('`nobody`: it has no urgent contact, so that no mail went out.'),
          contact: z.string().nullable().describe('The address, or the id of the endpoint.'),
          because: z.string(),
        }),
      )
      .describe(`Ways that a kill would take in vain; the first ${maxNamed} of each.`),
  })
  .meta({
    id: 'KillDrillReport',
    examples: [
      {
        ...drill,
        partners: 48,
        answered: { in1Minute: 5, in5Minutes: 19, in60Minutes: 40, total: 41 },
        answers: [{ partner, at: exampleTime, way: 'api' }],
        silent: [partner],
        dead: [
          { partner, what: 'mail', contact: 'night@gazette.example', because: 'bounced: 550 5.1.1 unknown' },
        ],
      },
    ],
  })

export function drillView({ id, note, at, startedBy }: KillDrill): z.infer<typeof drillSchema> {
  return { id, note, at: toRfc3339(at), startedBy }
}

export function drillReachView({ present, ...reach }: DrillReach): z.infer<typeof drillReachSchema> {
  return { present: present && drillView(present), ...reach }
}

export function drillReportView(report: DrillReport): z.infer<typeof drillReportSchema> {
  const { partners, answered, silent, dead } = report
  const answers = report.answers.map(({ partner, at, way }) => ({ partner, at: toRfc3339(at), way }))
  return { ...drillView(report), partners, answered, answers, silent, dead }
}

export function drillAnswerView({
  drillId,
  answeredAt,
  way,
}: DrillAnswer): z.infer<typeof drillAnswerSchema> {
  return { drill: drillId, answeredAt: toRfc3339(answeredAt), way }
}

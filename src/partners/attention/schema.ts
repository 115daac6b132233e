import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { prose } from '../../platform/http/fields.ts'
import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId, idSchema } from '../../platform/ids.ts'
import type { NamedEntry } from './entries.ts'
import { attentionKinds, attentionStates } from './tables.ts'

const maxNote = 2_000
const time = z.iso.datetime()

const settlement = { note: 'Called the webmaster; the site moves this week.' }

export const attentionInput = z
  .strictObject({ note: prose(maxNote).describe('What was done about it.') })
  .meta({ id: 'AttentionSettlement', examples: [settlement] })

export const attentionSchema = z
  .object({
    id: idSchema('att'),
    kind: z.enum(attentionKinds),
    state: z.enum(attentionStates),
    partner: z.object({ id: idSchema('par'), name: z.string() }),
    subject: z.string().describe('What of the partner: a host, a check, its feed.'),
    note: z.string(),
    createdAt: time,
    settledAt: time.nullable(),
    settledBy: z.string().nullable(),
    outcome: z.string().nullable().describe('What was done about it.'),
  })
  .meta({
    id: 'AttentionEntry',
    description: 'Something of a partner that waits for a person. It stops nothing.',
    examples: [
      {
        id: exampleId('att'),
        kind: 'evidence-expiring',
        state: 'open',
        partner: { id: exampleId('par'), name: 'Example Gazette' },
        subject: 'audience',
        note: 'The evidence of its audience expires on 2026-05-30.',
        createdAt: exampleTime,
        ...{ settledAt: null, settledBy: null, outcome: null },
      },
    ],
  })

export function attentionView(entry: NamedEntry): z.infer<typeof attentionSchema> {
  const { id, kind, state, partnerId, partnerName, subject, note, settledBy, outcome } = entry
  return {
    ...{ id, kind, state, partner: { id: partnerId, name: partnerName }, subject, note },
    createdAt: toRfc3339(entry.createdAt),
    settledAt: timeOrNull(entry.settledAt),
    ...{ settledBy, outcome },
  }
}

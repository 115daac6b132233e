import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { line, prose } from '../../platform/http/fields.ts'
import { idSchema } from '../../platform/ids.ts'
import type { BylineMapping } from './byline-mappings.ts'
import type { DeskEntry } from './desk.ts'
import { examples } from './examples.ts'
import { actions, actionsOn } from './settling.ts'
import { entryKinds, entryStates } from './tables.ts'

const maxNote = 2_000
const time = z.iso.datetime()

export const mappingInput = z
  .strictObject({
    byline: line(200).describe('As the source prints it; case and spacing do not matter.'),
    reporter: idSchema('rep'),
  })
  .meta({ id: 'NewBylineMapping', examples: [examples.mapping] })

export const mappingSchema = z
  .object({ byline: z.string(), reporter: idSchema('rep'), createdAt: time })
  .meta({ id: 'BylineMapping', examples: [examples.shownMapping] })

export function mappingView(mapping: BylineMapping): z.infer<typeof mappingSchema> {
  const { byline, reporterId, createdAt } = mapping
  return { byline, reporter: reporterId, createdAt: toRfc3339(createdAt) }
}

export const settlementInput = z
  .strictObject({
    action: z.enum(actions),
    note: prose(maxNote).optional().describe('Of a correction, public; default: that of the source.'),
    advisory: prose(maxNote).optional().describe('What partners are told of a kill or a withdrawal.'),
    reporter: idSchema('rep').optional().describe('Whom an unknown author’s byline means.'),
  })
  .meta({ id: 'Settlement', examples: [examples.settlement] })

export const entrySchema = z
  .object({
    id: idSchema('dsk'),
    kind: z.enum(entryKinds),
    state: z.enum(entryStates),
    actions: z.array(z.enum(actions)).describe('What can be done with it.'),
    articleId: idSchema('art').nullable(),
    sourceId: idSchema('src').nullable(),
    storyId: z.string().nullable().describe('The id of the story in its source.'),
    byline: z.string().nullable().describe('Of an unknown author.'),
    headline: z.string().nullable(),
    note: z.string().nullable().describe('What the source says was wrong.'),
    createdAt: time,
    settledAt: time.nullable(),
    settledBy: z.string().nullable(),
    outcome: z.string().nullable(),
  })
  .meta({
    id: 'DeskEntry',
    description: 'Something that waits for a decision of the desk.',
    examples: [examples.entry],
  })

export function entryView(entry: DeskEntry): z.infer<typeof entrySchema> {
  const { id, kind, state, articleId, sourceId, storyId, byline, headline, note, settledBy, outcome } = entry
  return {
    id,
    kind,
    state,
    actions: state === 'open' ? [...actionsOn[kind]] : [],
    articleId,
    sourceId,
    storyId,
    byline,
    headline,
    note,
    createdAt: toRfc3339(entry.createdAt),
    settledAt: timeOrNull(entry.settledAt),
    settledBy,
    outcome,
  }
}

import { z } from 'zod'
import { toRfc3339 } from '../platform/clock.ts'
import { prose, webUrl } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'
import type { Answered } from './acknowledgements.ts'
import { examples } from './examples.ts'
import { askingTypes } from './questions.ts'
import { answers } from './tables.ts'

export const maxPages = 20
export const maxNote = 1_000

const answer = z.enum(answers)
export const pagesSchema = z.array(webUrl).max(maxPages)
export const noteSchema = prose(maxNote)

export const acknowledgementInput = z
  .strictObject({
    answer: answer.describe(
      '`removed` answers a kill or a withdrawal, `corrected` a correction, `never_used` all of them.',
    ),
    pages: pagesSchema.optional().describe('Where the story stands or stood.'),
    note: noteSchema.optional().describe('What else the desk should know.'),
  })
  .meta({ id: 'AcknowledgementInput', examples: [examples.acknowledgementInput] })

export const acknowledgementSchema = z
  .object({
    id: idSchema('ack'),
    article: idSchema('art'),
    change: z
      .object({ type: z.enum(askingTypes), revision: z.int(), at: z.iso.datetime() })
      .describe('What it answers: the newest kill, withdrawal or correction of the story.'),
    answer,
    pages: z.array(z.string()),
    note: z.string().nullable(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Acknowledgement', examples: [examples.acknowledgement] })

export function acknowledgementView({
  acknowledgement,
  question,
}: Answered): z.infer<typeof acknowledgementSchema> {
  const { id, articleId, answer, pages, note, at } = acknowledgement
  const { type, revision } = question
  const change = { type, revision, at: toRfc3339(question.at) }
  return { id, article: articleId, change, answer, pages, note, at: toRfc3339(at) }
}

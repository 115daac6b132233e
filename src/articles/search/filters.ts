import { z } from 'zod'
import { line } from '../../platform/http/fields.ts'
import { idSchema } from '../../platform/ids.ts'
import { topicCode } from '../subjects-schema.ts'
import { termKinds } from '../tables.ts'
import { type Term, termOf } from '../terms.ts'

const maxName = 100
const maxQuery = 500

/** What a list of stories can be narrowed to. All that are given must hold. */
export const filterFields = {
  section: named('Only stories of this section, in whatever case.', 'Politics'),
  tag: named('Only stories with this tag, in whatever case.', 'Budget'),
  topic: topicCode.optional().describe('Only stories about this very topic.'),
  reporter: idSchema('rep').optional().describe('Only stories that this reporter signed.'),
  language: named('Only stories in this language; `en` finds `en-US`, too.', 'en'),
}

function named(description: string, example: string) {
  return line(maxName)
    .optional()
    .meta({ description, examples: [example] })
}

/** What to look for in the text of stories. */
export const textQuerySchema = z
  .string()
  .max(maxQuery)
  .optional()
  .meta({
    description:
      'Only stories with all these words in headline, summary, text, tags or byline, whatever case and accents. `"…"` finds words that stand together, `-word` leaves stories out.',
    examples: ['bridge "city council" -football'],
  })

type Filters = z.infer<z.ZodObject<typeof filterFields>>

/** The terms that filters ask for. */
export function termsIn(filters: Filters): Term[] {
  const { section, tag, topic, reporter, language } = filters
  const given = { section, tag, topic, reporter, language }
  return termKinds.flatMap((kind) => {
    const value = given[kind]
    return value === undefined ? [] : [termOf(kind, value)]
  })
}

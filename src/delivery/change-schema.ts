import { z } from 'zod'
import { changeTypes } from '../articles/tables.ts'
import { limitSchema } from '../platform/http/paging.ts'
import { idSchema } from '../platform/ids.ts'
import { invalid } from '../problems.ts'
import { examples } from './examples.ts'
import { type Format, formatNames } from './formats/formats.ts'
import { attributionSchema } from './schema.ts'

const maxWaitS = 30

const followed = {
  after: z
    .string()
    .max(500)
    .optional()
    .meta({
      description: 'A cursor, or `now`; left out: from the beginning of the log.',
      examples: [examples.changes.cursor],
    }),
  latest: z
    .enum(['true', 'false'])
    .default('false')
    .describe(
      '`true` leaves out the changes of a story that a later one follows, wherever it stands in the log; cursors pass over them all the same. A page may then be short, or empty, while `next` says that more is waiting. A correction that an update follows is left out, too; the story tells of it in `corrections`.',
    ),
  include: z
    .enum(['article'])
    .optional()
    .describe(
      '`article` adds `document`, the story as it is now, and records a grant for each; it takes the scope `articles:read`, too. A page ends at 8 MiB, but has at least one change.',
    ),
  format: z.enum(formatNames).optional().describe('Of `document`; without it `json`.'),
}

export const changesQuery = z.strictObject({
  ...followed,
  limit: limitSchema,
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(maxWaitS)
    .default(0)
    .describe('Seconds to wait for the next change, 0 to 30.'),
})

export const streamQuery = z.strictObject(followed)

/** How changes are told to whoever asked for them. */
export interface Told {
  /** Whether of each story only the newest change is told. */
  latest: boolean
  /** That of the stories that are told with their changes; undefined where they are not. */
  format: Format | undefined
}

/** Throws `invalid-request` for the format of nothing. */
export function toldAs({ latest, include, format }: z.infer<typeof streamQuery>): Told {
  if (format && !include) throw invalid('format', 'is that of the stories; add include=article')
  return { latest: latest === 'true', format: include && (format ?? 'json') }
}

/** The story that a change is about. */
export const changedArticle = z.object({
  id: idSchema('art'),
  uri: z.url(),
  revision: z.int(),
  pubStatus: z
    .enum(['usable', 'withheld', 'canceled'])
    .describe('Of the article now, whatever the change was.'),
  headline: z.string(),
  byline: z.string(),
  attribution: attributionSchema,
  href: z.url(),
})

export const changeSchema = z
  .object({
    cursor: z.string().describe('Go on from here.'),
    type: z.enum(changeTypes),
    at: z.iso.datetime(),
    article: changedArticle.nullable(),
    license: z
      .object({ version: z.int(), href: z.url() })
      .optional()
      .describe('Of `license.terms-changed`: the version that is in force since.'),
    embargoedUntil: z.iso.datetime().optional().describe('Do not publish it before.'),
    note: z
      .string()
      .nullable()
      .describe(
        'What a correction corrects, the advisory of a withdrawal or kill, or which image must come down.',
      ),
    advisory: z.string().optional(),
    contact: z.object({ email: z.string().nullable(), phone: z.string().nullable() }).optional(),
    document: z
      .union([z.looseObject({}), z.string()])
      .nullable()
      .optional()
      .describe(
        'With `include=article`: the story as it is now, whatever the change was; an object where the format is JSON, else a text; of one that was taken back what is to be done, without its text. Null where there is none for you.',
      ),
  })
  .meta({ id: 'Change' })

export const changeListSchema = z
  .object({
    items: z.array(changeSchema),
    next: z.string().nullable().describe('More is waiting after this cursor; null when you have all.'),
    cursor: z.string().describe('Where to go on the next time.'),
  })
  .meta({ id: 'ChangeList', examples: [examples.changes] })

export type Change = z.infer<typeof changeSchema>

export const changeStream = {
  content: {
    'text/event-stream': {
      schema: z
        .string()
        .meta({ examples: [examples.changeStream] })
        .describe('Events whose `id` is the cursor and whose `data` is a change, as `/v1/changes` has it.'),
    },
  },
}

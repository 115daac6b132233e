import { z } from 'zod'
import { line, webUrl } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'

const maxTopics = 20
const maxRelated = 20
const maxHeadline = 300

/** The code of a topic; any that IPTC ever gives out has this form. */
export const topicCode = z
  .templateLiteral(['medtop:', z.string().regex(/^\d{8}$/)], {
    error: 'is no code of an IPTC Media Topic; one looks like medtop:11000000',
  })
  .meta({ examples: ['medtop:11000000'] })

/** What a story is about. */
export const topicsField = z
  .array(topicCode)
  .max(maxTopics)
  .refine((codes) => new Set(codes).size === codes.length, 'must name each topic once')
  .describe('IPTC Media Topics, the most important first; /v1/topics names the broader ones.')

/** What to read beside a story. */
export const relatedField = z
  .array(
    z.union([
      z.strictObject({ id: idSchema('art') }),
      z.strictObject({ url: webUrl, headline: line(maxHeadline) }),
    ]),
  )
  .max(maxRelated)
  .describe('Articles of ours by `id`, pages of the web by `url` and `headline`.')

export const topicSchema = z
  .object({
    code: topicCode,
    label: z.string().nullable().describe('In English; null for narrower topics.'),
  })
  .meta({ id: 'Topic', examples: [{ code: 'medtop:11000000', label: 'politics' }] })

import { z } from 'zod'
import { idSchema } from '../../platform/ids.ts'
import { changedArticle, changeSchema } from '../change-schema.ts'
import { examples as changeExamples } from '../examples.ts'
import { attributionSchema } from '../schema.ts'
import { disabledType, drillType, offReasons, testType } from './tables.ts'

const told = { at: z.iso.datetime(), article: z.null(), note: z.string() }

const attribution = attributionSchema
  .partial({ html: true, text: true })
  .optional()
  .describe('Of a body that would exceed 20 kB left out, from `html` and `text` on; `href` has it.')

/** A change as it is sent, without what would make it too long: see `fitting.ts`. */
const sentChange = changeSchema
  .omit({ document: true })
  .extend({ article: changedArticle.extend({ attribution }).nullable() })
  .meta({ id: 'WebhookChange' })

const sentTest = z
  .object({ type: z.literal(testType), ...told })
  .meta({ id: 'WebhookTest', description: 'Somebody tries the endpoint.' })

const sentDrill = z.object({ type: z.literal(drillType), ...told, drill: idSchema('drl') }).meta({
  id: 'WebhookDrill',
  description: 'Shows whether a kill would arrive; nothing is to be taken down.',
})

const sentDisabled = z
  .object({
    ...{ type: z.literal(disabledType), ...told },
    endpoint: idSchema('whe'),
    because: z.enum(offReasons),
  })
  .meta({
    id: 'WebhookDisabled',
    description:
      'Another endpoint of yours was turned off: it answered 410, or took nothing for five days. Sent to those without `events`.',
  })

/** What endpoints are sent. */
export const webhookEventSchema = z
  .union([sentChange, sentTest, sentDrill, sentDisabled])
  .meta({ id: 'WebhookEvent', examples: [changeExamples.changes.items[0]] })

/** What endpoints are sent, for the API description. */
export const sentEvents = {
  body: webhookEventSchema,
  headers: {
    'webhook-id': 'Of the delivery: the same at every attempt.',
    'webhook-timestamp': 'When this attempt was made, in seconds since 1970.',
    'webhook-signature':
      '`v1,` and the HMAC-SHA256 of `id.timestamp.body`, in base64; two while a secret is rotated.',
  },
}

import { z } from 'zod'
import { instantSchema, prose } from '../platform/http/fields.ts'
import { examples } from './examples.ts'

const maxAdvisory = 2_000

/** When a story is to be published, for whom, and for how long. */
export const publicationInput = z
  .strictObject({
    publishAt: instantSchema
      .optional()
      .describe('To come: publish it then. Past: the date of a story that ran elsewhere before.'),
    embargoedUntil: instantSchema
      .nullable()
      .optional()
      .describe(
        'Until then only partners with advance access have it; null lifts it at once, left out it stays.',
      ),
    expiresAt: instantSchema
      .nullable()
      .optional()
      .describe('It is withdrawn by itself then; null takes an end back, left out it stays.'),
  })
  .meta({ id: 'Publication', examples: [examples.publication] })

const retraction = z.strictObject({
  advisory: prose(maxAdvisory).describe('What partners are told.'),
  internalReason: prose(maxAdvisory).optional().describe('For administrators and the audit log alone.'),
})

export const withdrawalInput = retraction.meta({ id: 'Withdrawal', examples: [examples.withdrawal] })

export const killInput = retraction.meta({ id: 'Kill', examples: [examples.kill] })

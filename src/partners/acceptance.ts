import { z } from 'zod'
import { emailSchema, line } from '../platform/http/fields.ts'

/** Who signs for a publisher. */
export const signerInput = z.strictObject({
  name: line(200),
  email: emailSchema.optional(),
  title: line(200).optional().describe('What makes them sign for the publisher: `Publisher`.'),
})

/** What names the terms that were read, beside their version, and who accepts them. */
export const acceptanceShape = {
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits, as the license gives them')
    .describe('Of the text that was read; with another one nothing is accepted.'),
  signer: signerInput,
}

import { z } from 'zod'
import { emailSchema, line, prose } from '../platform/http/fields.ts'
import { examples } from './examples.ts'
import type { Signer } from './tables.ts'
import { versionNumber } from './terms-schema.ts'

const maxNote = 2_000

const signer = z.strictObject({
  name: line(200),
  email: emailSchema.optional(),
  title: line(200).optional().describe('What makes them sign for the publisher: `Publisher`.'),
})

export const acceptanceInput = z
  .strictObject({
    version: versionNumber,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits, as the license gives them')
      .describe('Of the text that was read; with another one nothing is accepted.'),
    signer,
  })
  .meta({ id: 'Acceptance', examples: [examples.acceptance] })

export const newAgreementInput = z
  .discriminatedUnion('how', [
    z.strictObject({
      how: z.literal('on_behalf'),
      version: versionNumber.optional(),
      signer: signer.optional(),
      note: prose(maxNote).optional(),
    }),
    z.strictObject({
      how: z.literal('on_file'),
      version: versionNumber.optional(),
      signedOn: z.iso.date(),
      signer,
      note: prose(maxNote).optional(),
    }),
  ])
  .meta({ id: 'NewAgreement', examples: [examples.newAgreement] })

type Named = z.infer<typeof signer>

/** A signer as it is kept. */
export function signerOf({ name, email, title }: Named, address: string | null): Signer {
  return { name, email: email ?? null, title: title ?? null, address }
}

import { z } from 'zod'
import { acceptanceShape, signerInput } from '../partners/acceptance.ts'
import { prose } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'
import { examples } from './examples.ts'
import type { Signer } from './tables.ts'
import { versionNumber } from './terms-schema.ts'

const maxNote = 2_000

export const acceptanceInput = z
  .strictObject({
    version: versionNumber,
    ...acceptanceShape,
  })
  .meta({ id: 'Acceptance', examples: [examples.acceptance] })

export const newAgreementInput = z
  .discriminatedUnion('how', [
    z.strictObject({
      how: z.literal('on_behalf'),
      version: versionNumber.optional(),
      signer: signerInput.optional(),
      note: prose(maxNote).optional(),
    }),
    z.strictObject({
      how: z.literal('on_file'),
      version: versionNumber.optional(),
      signedOn: z.iso.date(),
      signer: signerInput,
      documentId: idSchema('doc')
        .optional()
        .describe('The paper, added as a document of kind `agreement` before.'),
      note: prose(maxNote).optional(),
    }),
  ])
  .meta({ id: 'NewAgreement', examples: [examples.newAgreement] })

type Named = z.infer<typeof signerInput>

/** A signer as it is kept. */
export function signerOf({ name, email, title }: Named, address: string | null): Signer {
  return { name, email: email ?? null, title: title ?? null, address }
}

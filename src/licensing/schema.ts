import { z } from 'zod'
import type { PartnerProfile } from '../partners/partners.ts'
import { partnerSchema, partnerView } from '../partners/schema.ts'
import { toRfc3339 } from '../platform/clock.ts'
import { idSchema } from '../platform/ids.ts'
import type { Agreement } from './agreements.ts'
import { examples } from './examples.ts'
import { duties } from './tables.ts'
import type { Terms } from './terms.ts'

export const licenseSchema = z
  .object({
    version: z.int(),
    text: z.string().describe('Markdown.'),
    sha256: z.string(),
    duties: z
      .array(z.enum(duties))
      .describe('What must be printed with every article; nothing else is a duty.'),
    price: z.literal('none'),
    since: z.iso.datetime(),
    licensor: z.object({ name: z.string(), url: z.string(), contact: z.string() }),
    policy: z.url(),
  })
  .meta({ id: 'License', examples: [examples.license] })

const agreementSchema = z.object({
  id: idSchema('agr'),
  termsVersion: z.int(),
  how: z.enum(['accepted', 'on_behalf']).describe('By the partner itself, or by staff on its behalf.'),
  acceptedBy: z
    .string()
    .describe('Who did: the id of the partner or staff token, or the account on the server.'),
  at: z.iso.datetime(),
})

export const staffPartnerSchema = partnerSchema
  .extend({ agreement: agreementSchema.nullable().describe('To the newest terms that it accepted.') })
  .meta({ id: 'StaffPartner', examples: [examples.staffPartner] })

/** A partner as staff see it, with its agreement. */
export function staffPartnerView(
  partner: PartnerProfile,
  agreement: Agreement | undefined,
): z.infer<typeof staffPartnerSchema> {
  return { ...partnerView(partner), agreement: agreement ? agreementView(agreement) : null }
}

function agreementView({
  id,
  termsVersion,
  how,
  acceptedBy,
  at,
}: Agreement): z.infer<typeof agreementSchema> {
  return { id, termsVersion, how, acceptedBy, at: toRfc3339(at) }
}

export function licenseView(
  { version, text, sha256, duties, price, at }: Terms,
  licensor: { name: string; url: string; contact: string },
  policy: string,
): z.infer<typeof licenseSchema> {
  return { version, text, sha256, duties, price, since: toRfc3339(at), licensor, policy }
}

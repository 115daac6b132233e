import { z } from 'zod'
import type { PartnerProfile } from '../partners/partners.ts'
import { partnerSchema, partnerView } from '../partners/schema.ts'
import { toRfc3339 } from '../platform/clock.ts'
import { idSchema } from '../platform/ids.ts'
import type { Agreement } from './agreements.ts'
import { examples } from './examples.ts'
import { agreementHows } from './tables.ts'

const person = { name: z.string(), email: z.string().nullable(), title: z.string().nullable() }

export const ownAgreementSchema = z
  .object({
    id: idSchema('agr'),
    termsVersion: z.int(),
    how: z
      .enum(agreementHows)
      .describe('By the partner itself, by staff on its behalf, or on a paper that staff hold.'),
    acceptedBy: z
      .string()
      .describe('Who did: the id of the partner or staff token, or the account on the server.'),
    signer: z
      .object({ ...person, address: z.string().nullable().describe('Where it was accepted from.') })
      .nullable()
      .describe('Who signed; null where nobody is named, or no longer.'),
    signedOn: z.iso.date().nullable().describe('The day on the paper.'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'OwnAgreement', examples: [examples.ownAgreement] })

export const agreementSchema = ownAgreementSchema
  .extend({
    documentId: idSchema('doc').nullable().describe('The paper, where it is kept as a document.'),
    note: z.string().nullable(),
  })
  .meta({ id: 'Agreement', examples: [examples.agreement] })

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

/** An agreement as its partner sees it. */
export function ownAgreementView({
  partnerId: _,
  documentId: __,
  note: ___,
  at,
  ...agreement
}: Agreement): z.infer<typeof ownAgreementSchema> {
  return { ...agreement, at: toRfc3339(at) }
}

/** An agreement as staff see it. */
export function agreementView(agreement: Agreement): z.infer<typeof agreementSchema> {
  const { documentId, note } = agreement
  return { ...ownAgreementView(agreement), documentId, note }
}

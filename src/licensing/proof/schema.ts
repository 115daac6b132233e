import { z } from 'zod'
import { toRfc3339 } from '../../platform/clock.ts'
import { idSchema } from '../../platform/ids.ts'
import type { Grant } from '../grants.ts'
import { grantHows } from '../tables.ts'
import { examples } from './examples.ts'
import { standings, type Verification } from './verification.ts'

const maxReceiptLength = 16_384
const time = z.iso.datetime()

export const grantSchema = z
  .object({
    id: idSchema('grt'),
    articleId: idSchema('art'),
    revision: z.int(),
    how: z.enum(grantHows),
    termsVersion: z.int(),
    at: time,
  })
  .meta({ id: 'Grant', description: 'A recorded license for one revision.', examples: [examples.grant] })

const receipt = z
  .string()
  .describe('A compact JWS that anybody can verify with the keys at `/.well-known/jwks.json`.')

export const provenGrantSchema = grantSchema
  .extend({ receipt })
  .meta({ id: 'ProvenGrant', description: 'A grant and its proof.', examples: [examples.provenGrant] })

const partnerId = idSchema('par')

export const staffGrantSchema = grantSchema
  .extend({ partnerId })
  .meta({ id: 'StaffGrant', examples: [examples.staffGrant] })

export const provenStaffGrantSchema = provenGrantSchema
  .extend({ partnerId })
  .meta({ id: 'ProvenStaffGrant', examples: [{ ...examples.staffGrant, receipt: examples.receipt }] })

export function grantView(grant: Grant): z.infer<typeof grantSchema> {
  const { id, articleId, revision, how, termsVersion, at } = grant
  return { id, articleId, revision, how, termsVersion, at: toRfc3339(at) }
}

export function staffGrantView(grant: Grant): z.infer<typeof staffGrantSchema> {
  return { ...grantView(grant), partnerId: grant.partnerId }
}

export const receiptInput = z
  .strictObject({ receipt: z.string().min(1).max(maxReceiptLength) })
  .meta({ examples: [{ receipt: examples.receipt }] })

export const verificationSchema = z
  .object({
    status: z
      .enum([...standings, 'not_valid'])
      .describe(
        '`superseded`: there is a newer revision. `withdrawn`, `killed`: the story was taken back. `not_valid`: we signed no such receipt.',
      ),
    currentRevision: z.int().nullable().describe('The revision in place of this one, where there is one.'),
    grant: z
      .object({
        id: idSchema('grt'),
        at: time,
        partner: z.object({ name: z.string() }),
        article: z.object({ uri: z.string(), revision: z.int(), headline: z.string() }),
      })
      .nullable()
      .describe('What the receipt says; null where it is not valid.'),
  })
  .meta({ id: 'ReceiptVerification', examples: [examples.verification] })

export function verificationView(verification: Verification): z.infer<typeof verificationSchema> {
  if (verification.status === 'not_valid') return { status: 'not_valid', currentRevision: null, grant: null }
  const { status, claims, currentRevision = null } = verification
  const { uri, revision, headline } = claims.article
  const { name } = claims.partner
  const article = { uri, revision, headline }
  return {
    status,
    currentRevision,
    grant: { id: claims.jti, at: claims.grantedAt, partner: { name }, article },
  }
}

import { z } from 'zod'
import { instantSchema } from '../../platform/http/fields.ts'
import { idSchema } from '../../platform/ids.ts'
import { examples } from './examples.ts'
import { type InvitationOutcome, maxWave } from './inviting.ts'

export const newInvitationsInput = z
  .strictObject({
    partnerIds: z.array(idSchema('par')).min(1).max(maxWave).optional().describe('Whom to invite.'),
    wave: z
      .int()
      .min(1)
      .max(maxWave)
      .optional()
      .describe('Or how many of the imported partners that were never invited.'),
  })
  .refine(
    ({ partnerIds, wave }) => (partnerIds === undefined) !== (wave === undefined),
    'must have either `partnerIds` or `wave`',
  )
  .meta({ id: 'NewInvitations', examples: [examples.newInvitations] })

const who = { partnerId: idSchema('par'), name: z.string().nullable() }

export const invitationsSchema = z
  .object({
    preview: z.boolean(),
    invited: z.int(),
    skipped: z.int(),
    partners: z.array(
      z.discriminatedUnion('result', [
        z.object({ ...who, result: z.literal('invited'), mails: z.int() }),
        z.object({ ...who, result: z.literal('skipped'), because: z.string() }),
      ]),
    ),
  })
  .meta({ id: 'Invitations', examples: [examples.invitations] })

export function invitationsView(
  partners: InvitationOutcome[],
  preview: boolean,
): z.infer<typeof invitationsSchema> {
  const invited = partners.filter(({ result }) => result === 'invited').length
  return { preview, invited, skipped: partners.length - invited, partners }
}

export const oldFeedInput = z
  .strictObject({
    lastSeenAt: instantSchema.nullable().describe('When it last fetched; null where nobody knows.'),
  })
  .meta({ id: 'OldFeed', examples: [examples.oldFeed] })

export const oldFeedSchema = z
  .object({ partnerId: idSchema('par'), lastSeenAt: z.iso.datetime().nullable() })
  .meta({ id: 'OldFeedNoted', examples: [examples.oldFeedNoted] })

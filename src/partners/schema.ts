import { z } from 'zod'
import { toRfc3339 } from '../platform/clock.ts'
import { emailSchema, hostSchema, line, prose } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'
import { examples } from './examples.ts'
import { maxOf, type PartnerProfile } from './partners.ts'
import { checkNames, contactRoles, partnerStatuses } from './tables.ts'

const maxReason = 2_000

const time = z.iso.datetime()

export const newPartnerInput = z
  .strictObject({
    name: line(200),
    legalName: line(200).optional(),
    domains: z.array(hostSchema).min(1).max(maxOf.domains).describe('Hosts it publishes on.'),
    audience: z.strictObject({
      monthlyUniques: z.int().min(0).describe('Monthly unique visitors over all sites.'),
      source: line(300).optional(),
    }),
    contacts: z
      .array(z.strictObject({ role: z.enum(contactRoles), name: line(200).optional(), email: emailSchema }))
      .max(maxOf.contacts)
      .refine(
        (list) => list.some(({ role }) => role === 'urgent'),
        'needs an `urgent` contact: whom kills reach',
      ),
  })
  .meta({ id: 'NewPartner', examples: [examples.registration] })

export const approvalInput = z
  .strictObject({
    reason: prose(maxReason).optional(),
    waivers: z
      .array(z.strictObject({ check: z.enum(checkNames), note: prose(maxReason) }))
      .max(checkNames.length)
      .refine(
        (waivers) => new Set(waivers.map(({ check }) => check)).size === waivers.length,
        'must waive each check once',
      )
      .optional(),
  })
  .meta({ id: 'Approval', examples: [examples.approval] })

export const reasonInput = z
  .strictObject({ reason: prose(maxReason) })
  .meta({ id: 'Reason', examples: [examples.reason] })

export const advanceAccessInput = z
  .strictObject({ granted: z.boolean(), reason: prose(maxReason) })
  .meta({ id: 'AdvanceAccess', examples: [examples.advanceAccess] })

export const partnerSchema = z
  .object({
    id: idSchema('par'),
    name: z.string(),
    legalName: z.string().nullable(),
    status: z.enum(partnerStatuses),
    statusReason: z.string().nullable(),
    domains: z.array(z.string()),
    audience: z.object({ monthlyUniques: z.int(), source: z.string().nullable() }),
    advanceAccess: z.boolean().describe('Sees stories under embargo before the rest does.'),
    contacts: z.array(
      z.object({ role: z.enum(contactRoles), name: z.string().nullable(), email: z.string() }),
    ),
    checks: z.array(
      z.object({
        check: z.enum(checkNames),
        verdict: z.enum(['pass', 'fail', 'waived']),
        note: z.string(),
        at: time,
      }),
    ),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Partner', examples: [examples.partner] })

export const ownProfileSchema = partnerSchema
  .omit({ checks: true })
  .meta({ id: 'OwnProfile', examples: [examples.ownProfile] })

/** What a partner sees of itself: all but the notes of its vetting, which are the staff's. */
export function ownProfileView(partner: PartnerProfile): z.infer<typeof ownProfileSchema> {
  const { checks: _, ...own } = partnerView(partner)
  return own
}

export function partnerView(partner: PartnerProfile): z.infer<typeof partnerSchema> {
  const {
    id,
    name,
    legalName,
    status,
    statusReason,
    domains,
    monthlyUniques,
    audienceSource,
    createdAt,
    updatedAt,
  } = partner
  return {
    id,
    name,
    legalName,
    status,
    statusReason,
    domains,
    audience: { monthlyUniques, source: audienceSource },
    advanceAccess: partner.advanceAccess,
    contacts: partner.contacts.map(({ role, name, email }) => ({ role, name, email })),
    checks: partner.checks.map(({ check, verdict, note, at }) => ({
      check,
      verdict,
      note,
      at: toRfc3339(at),
    })),
    createdAt: toRfc3339(createdAt),
    updatedAt: toRfc3339(updatedAt),
  }
}

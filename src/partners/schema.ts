import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../platform/clock.ts'
import { emailSchema, hostSchema, line, prose, webUrl } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'
import { hostStandingSchema, hostStandingView, ownHostSchema, ownHostView } from './domains/schema.ts'
import { examples } from './examples.ts'
import { maxOf, type PartnerProfile } from './partners.ts'
import { checkNames, contactRoles, partnerStatuses, publicationKinds } from './tables.ts'

export const maxReason = 2_000

const time = z.iso.datetime()

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

export const contactInput = z.strictObject({
  role: z.enum(contactRoles),
  name: line(200).optional(),
  email: emailSchema,
})

export const contactsInput = z
  .array(contactInput)
  .max(maxOf.contacts)
  .refine((list) => list.some(({ role }) => role === 'urgent'), 'needs an `urgent` contact: whom kills reach')

export const countrySchema = z
  .string()
  .refine(
    (code) => /^[A-Z]{2}$/.test(code) && countryNames.of(code) !== undefined,
    'must be a country of ISO 3166-1 in two capitals, such as US',
  )

export const monthlyUniques = z.int().min(0).describe('Monthly unique visitors over all sites.')

export const newPartnerInput = z
  .strictObject({
    name: line(200),
    legalName: line(200).optional(),
    domains: z.array(hostSchema).min(1).max(maxOf.domains).describe('Hosts it publishes on.'),
    audience: z.strictObject({ monthlyUniques, source: line(300).optional() }),
    contacts: contactsInput,
  })
  .meta({ id: 'NewPartner', examples: [examples.registration] })

export const partnerChangesInput = z
  .strictObject({
    name: line(200),
    legalName: line(200).nullable(),
    country: countrySchema.nullable(),
    publication: z.enum(publicationKinds).nullable(),
    ownershipPage: webUrl.nullable(),
    editorialPage: webUrl.nullable(),
    correctionsPolicy: webUrl.nullable(),
    audience: z
      .strictObject({
        monthlyUniques,
        pageViews: z.int().min(0).nullable(),
        period: line(100).nullable().describe('Which time the numbers are of.'),
        source: line(300).nullable(),
        evidenceUrl: webUrl.nullable(),
      })
      .partial(),
    contacts: contactsInput.describe('All of them: who is not among these is one no more.'),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'must name something to change')
  .meta({ id: 'PartnerChanges', examples: [examples.changes] })

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

export const confirmationInput = z
  .strictObject({ email: emailSchema.describe('One of its contacts.') })
  .meta({ id: 'ConfirmationRequest', examples: [examples.confirmation] })

export const confirmationSchema = z
  .object({ email: z.string(), expiresAt: time.describe('Until then the link in the mail is good.') })
  .meta({ id: 'ContactConfirmation', examples: [examples.askedConfirmation] })

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
    country: z.string().nullable().describe('ISO 3166-1, two letters.'),
    publication: z.enum(publicationKinds).nullable(),
    ownershipPage: z.string().nullable(),
    editorialPage: z.string().nullable(),
    correctionsPolicy: z.string().nullable(),
    domains: z.array(z.string()),
    hosts: z.array(hostStandingSchema).describe('The same, and whether each is known to be its own.'),
    audience: z.object({
      monthlyUniques: z.int(),
      pageViews: z.int().nullable(),
      period: z.string().nullable(),
      source: z.string().nullable(),
      evidenceUrl: z.string().nullable(),
    }),
    advanceAccess: z.boolean().describe('Sees stories under embargo before the rest does.'),
    contacts: z.array(
      z.object({
        role: z.enum(contactRoles),
        name: z.string().nullable(),
        email: z.string(),
        confirmedAt: time.nullable().describe('When somebody who reads mails to it said so.'),
        bouncingSince: time
          .nullable()
          .describe(
            'Since when mails to it come back; null while they do not. It ends when somebody confirms the address or has a mail sent again, or seven days after a mail to it was handed over, where none came back.',
          ),
      }),
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
  .extend({ hosts: z.array(ownHostSchema).describe('Your domains, and how to show that they are yours.') })
  .meta({ id: 'OwnProfile', examples: [examples.ownProfile] })

/**
 * What a partner sees of itself: all but the notes of its vetting, which are the staff's.
 *
 * @param secret what challenges are made of.
 */
export function ownProfileView(partner: PartnerProfile, secret: Buffer): z.infer<typeof ownProfileSchema> {
  const { checks: _, ...own } = partnerView(partner)
  return { ...own, hosts: partner.hosts.map((host) => ownHostView(host, partner.id, secret)) }
}

export function partnerView(partner: PartnerProfile): z.infer<typeof partnerSchema> {
  const { id, name, legalName, status, statusReason, country, publication, domains } = partner
  const { ownershipPage, editorialPage, correctionsPolicy, createdAt, updatedAt } = partner
  return {
    ...{ id, name, legalName, status, statusReason, country, publication },
    ...{ ownershipPage, editorialPage, correctionsPolicy, domains },
    hosts: partner.hosts.map(hostStandingView),
    audience: {
      monthlyUniques: partner.monthlyUniques,
      pageViews: partner.pageViews,
      period: partner.audiencePeriod,
      source: partner.audienceSource,
      evidenceUrl: partner.audienceEvidence,
    },
    advanceAccess: partner.advanceAccess,
    contacts: partner.contacts.map(({ role, name, email, confirmedAt, bouncingSince }) => ({
      ...{ role, name, email },
      confirmedAt: timeOrNull(confirmedAt),
      bouncingSince: timeOrNull(bouncingSince),
    })),
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

import type { Instant } from '../../platform/clock.ts'
import { dayMs } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import type { FieldError } from '../../problems.ts'
import { type PartnerProfile, showPartner } from '../partners.ts'
import type { checkNames } from '../tables.ts'
import { vettingSettings } from '../vetting/settings.ts'
import { standingsOf } from '../vetting/standing.ts'
import { type Application, missingOf } from './applications.ts'

/** How long an application waits for what is missing, and for its confirmation, since it was last changed. */
export const keptForMs = 30 * dayMs

export const standings = [
  'draft',
  'unconfirmed',
  'received',
  'in_review',
  'approved',
  'declined',
  'suspended',
  'terminated',
] as const

type CheckName = (typeof checkNames)[number]

/** What we look into, as a publisher reads it. */
const inWords = {
  'legitimate-publisher': 'We look at who publishes your sites, and whether it is news.',
  'domain-ownership': 'You show that your sites are yours.',
  audience: 'We look at how large your audience is, and at what shows it.',
  contact: 'We see whether your contacts can be reached.',
  terms: 'You accept the terms.',
} as const satisfies Record<CheckName, string>

/** Where an application stands, as whoever has its token may know it. */
export interface ApplicationStanding {
  application: Application
  status: (typeof standings)[number]
  missing: FieldError[]
  open: { check: CheckName; about: string }[]
  reason: string | null
  /** When it is deleted, unless it is confirmed by then. */
  deletedAt: Instant | null
}

export async function standingOf(
  queries: Queries,
  application: Application,
  now: Instant,
): Promise<ApplicationStanding> {
  const { partnerId } = application
  const partner = partnerId === null ? undefined : await showPartner(queries, partnerId)
  const status = statusOf(application, partner)
  const isLookedAt = status === 'received' || status === 'in_review'
  const isWaiting = status === 'draft' || status === 'unconfirmed'
  return {
    application,
    status,
    missing: isWaiting ? await missingOf(queries, application) : [],
    open: isLookedAt ? await openChecks(queries, application, partner, now) : [],
    reason: partner ? partner.statusReason : application.reason,
    deletedAt: isWaiting ? application.updatedAt + keptForMs : null,
  }
}

// That a site belongs to a partner is nobody's business: a duplicate looks like any that was received.
function statusOf(
  { status }: Application,
  partner: PartnerProfile | undefined,
): ApplicationStanding['status'] {
  if (partner) return partner.status === 'applied' ? 'received' : partner.status
  if (status === 'closed') return 'declined'
  return status === 'draft' || status === 'unconfirmed' ? status : 'received'
}

async function openChecks(
  queries: Queries,
  { given }: Application,
  partner: PartnerProfile | undefined,
  now: Instant,
) {
  const { value } = await readSettings(queries, vettingSettings)
  return standingsOf(partner ?? asGiven(given), value, now)
    .filter(({ required, state }) => required && state !== 'pass' && state !== 'waived')
    .map(({ check }) => ({ check, about: inWords[check] }))
}

/** What an application says of a publisher that nobody has looked into yet. */
function asGiven({ publisher, audience }: Application['given']) {
  return {
    checks: [],
    monthlyUniques: audience.monthlyUniques ?? 0,
    ownershipPage: publisher.ownershipPage ?? null,
    editorialPage: publisher.editorialPage ?? null,
    correctionsPolicy: publisher.correctionsPolicy ?? null,
  }
}

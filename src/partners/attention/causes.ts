import { dayMs, dayOf, type Instant } from '../../platform/clock.ts'
import type { PartnerProfile, PartnerStatus } from '../partners.ts'
import type { VettingSettings } from '../vetting/settings.ts'
import { type CheckStanding, standingsOf } from '../vetting/standing.ts'
import type { AttentionKind, Cause } from './entries.ts'

const reminderMs = 30 * dayMs

/** What is found by looking at a partner; all else somebody tells. */
export const foundKinds = [
  'domain-failing',
  'evidence-expiring',
  'evidence-expired',
  'audience-below-threshold',
  'pages-missing',
] as const satisfies AttentionKind[]

const over: PartnerStatus[] = ['declined', 'terminated']

/** Why somebody should look at a partner at a moment. */
export function causesOf(partner: PartnerProfile, settings: VettingSettings, now: Instant): Cause[] {
  const { id: partnerId, hosts, status } = partner
  if (over.includes(status)) return []
  const failing = hosts
    .filter(({ state }) => state === 'failing')
    .map(({ host, lastFailure }) => ({
      ...({ kind: 'domain-failing', partnerId, subject: host } as const),
      note: `${host} is no longer shown to be its own: ${lastFailure}`,
    }))
  const vetting = standingsOf(partner, settings, now).flatMap((standing) =>
    [aged(standing, now), small(partner, settings, standing), incomplete(standing)]
      .filter((cause) => cause !== undefined)
      .map((cause) => ({ ...cause, partnerId })),
  )
  return [...failing, ...vetting]
}

type Found = Omit<Cause, 'partnerId'> | undefined

function aged({ check, expiresAt }: CheckStanding, now: Instant): Found {
  if (expiresAt === null || expiresAt - reminderMs > now) return undefined
  const day = dayOf(expiresAt)
  return expiresAt <= now
    ? { kind: 'evidence-expired', subject: check, note: `The evidence of its ${check} expired on ${day}.` }
    : { kind: 'evidence-expiring', subject: check, note: `The evidence of its ${check} expires on ${day}.` }
}

// Whoever waived the check has decided.
function small(
  { monthlyUniques }: PartnerProfile,
  { audienceThreshold }: VettingSettings,
  { check, state, belowThreshold }: CheckStanding,
): Found {
  if (!belowThreshold || state === 'waived') return undefined
  const [has, wanted] = [monthlyUniques, audienceThreshold ?? 0].map((one) => one.toLocaleString('en-US'))
  const note = `It has ${has} monthly unique visitors; ${wanted} are asked for.`
  return { kind: 'audience-below-threshold', subject: check, note }
}

function incomplete({ check, missingPages }: CheckStanding): Found {
  if (missingPages.length === 0) return undefined
  const note = `It has not given the pages that are asked for: ${missingPages.join(', ')}.`
  return { kind: 'pages-missing', subject: check, note }
}

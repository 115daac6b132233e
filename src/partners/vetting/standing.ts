import type { Instant } from '../../platform/clock.ts'
import type { PartnerProfile } from '../partners.ts'
import { checkNames } from '../tables.ts'
import type { CheckName } from './checks.ts'
import type { PageName, VettingSettings } from './settings.ts'

export const checkStates = ['open', 'pass', 'fail', 'waived', 'expired'] as const

/** One check of a partner, with what the settings make of it. */
export interface CheckStanding {
  check: CheckName
  required: boolean
  state: (typeof checkStates)[number]
  /** What was recorded last. */
  line: PartnerProfile['checks'][number] | undefined
  /** When the evidence is too old, for a check that passed by evidence. */
  expiresAt: Instant | null
  /** Of `audience`: the number that we were given is below the threshold. */
  belowThreshold: boolean
  /** Of `legitimate-publisher`: pages that are asked for and were not given. */
  missingPages: PageName[]
}

type Vetted = Pick<
  PartnerProfile,
  'checks' | 'monthlyUniques' | 'ownershipPage' | 'editorialPage' | 'correctionsPolicy'
>

/** Where each check of a partner stands at a moment. */
export function standingsOf(
  partner: Vetted,
  { requiredChecks, audienceThreshold, audienceEvidenceMonths, pages }: VettingSettings,
  now: Instant,
): CheckStanding[] {
  const { checks, monthlyUniques } = partner
  return checkNames.map((check) => {
    const line = checks.find((one) => one.check === check)
    const ages = check === 'audience' && line?.verdict === 'pass' && audienceEvidenceMonths !== null
    const expiresAt = ages ? monthsAfter(line.at, audienceEvidenceMonths) : null
    const isExpired = expiresAt !== null && expiresAt <= now
    return {
      check,
      required: requiredChecks.includes(check),
      state: isExpired ? 'expired' : (line?.verdict ?? 'open'),
      line,
      expiresAt,
      belowThreshold: check === 'audience' && monthlyUniques < (audienceThreshold ?? 0),
      missingPages: check === 'legitimate-publisher' ? pages.filter((page) => isMissing(partner, page)) : [],
    }
  })
}

function isMissing({ ownershipPage, editorialPage, correctionsPolicy }: Vetted, page: PageName): boolean {
  return { ownership: ownershipPage, editorial: editorialPage, corrections: correctionsPolicy }[page] === null
}

/** The same day so many months later, or the last day of that month where it has no such day (UTC). */
export function monthsAfter(moment: Instant, months: number): Instant {
  const date = new Date(moment)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + months)
  if (date.getUTCDate() !== day) date.setUTCDate(0)
  return date.getTime()
}

import type { Article } from '../articles/articles.ts'
import { expiredAdvisory, isEmbargoed, isExpired } from '../articles/timing.ts'
import type { Partner } from '../partners/partners.ts'
import type { Instant } from '../platform/clock.ts'
import { Problem, type ProblemSlug } from '../problems.ts'
import type { Terms } from './terms.ts'

export type Refusal =
  | 'not-approved'
  | 'declined'
  | 'suspended'
  | 'terminated'
  | 'terms-not-accepted'
  | 'terms-outdated'
  | 'unpublished'
  | 'embargoed'
  | 'withdrawn'
  | 'expired'
  | 'killed'

/** A granted one names the terms that the partner has accepted, and when it ends by itself. */
export type Entitlement =
  | { granted: true; termsVersion: number; validUntil: Instant }
  | { granted: false; because: Refusal }

export type Standing = Pick<Partner, 'status' | 'advanceAccess'> & {
  /** The partner itself where it calls with a test key. */
  sandboxOf?: Partner['id'] | undefined
}
type Acceptance = { termsVersion: number } | undefined
/** The terms in force, and from when on only agreements to them entitle. */
type Demand = Pick<Terms, 'version' | 'acceptBy'>
type State = Pick<Article, 'status' | 'embargoedUntil' | 'expiresAt' | 'sandbox'>

const noTerms = 0
const never = Number.MAX_SAFE_INTEGER

const refusalOf: Record<Partner['status'], Refusal | undefined> = {
  approved: undefined,
  applied: 'not-approved',
  in_review: 'not-approved',
  declined: 'declined',
  suspended: 'suspended',
  terminated: 'terminated',
}

/** Whether a partner may have articles at all: registered is not enough, approved with accepted terms is. */
export function entitlementOf(
  partner: Standing,
  agreement: Acceptance,
  demand: Demand,
  now: Instant,
): Entitlement {
  const because = refusalOf[partner.status]
  // Whoever is still to be approved tries the API with what was made up for it.
  if (partner.sandboxOf !== undefined && (!because || because === 'not-approved'))
    return { granted: true, termsVersion: agreement?.termsVersion ?? noTerms, validUntil: never }
  if (because) return { granted: false, because }
  if (!agreement) return { granted: false, because: 'terms-not-accepted' }
  const { termsVersion } = agreement
  const validUntil = termsVersion < demand.version ? (demand.acceptBy ?? never) : never
  if (validUntil <= now) return { granted: false, because: 'terms-outdated' }
  return { granted: true, termsVersion, validUntil }
}

/** Whether a partner may have the text of this article at this moment. */
export function entitlementTo(
  partner: Standing,
  agreement: Acceptance,
  demand: Demand,
  article: State,
  now: Instant,
): Entitlement {
  const standing = entitlementOf(partner, agreement, demand, now)
  if (!standing.granted) return standing
  // What belongs to the other world does not exist in this one.
  if (article.sandbox !== (partner.sandboxOf ?? null)) return { granted: false, because: 'unpublished' }
  const because = refusalAt(article, partner.advanceAccess, now)
  if (because) return { granted: false, because }
  return { ...standing, validUntil: Math.min(standing.validUntil, article.expiresAt ?? never) }
}

function refusalAt(article: State, advanceAccess: boolean, now: Instant): Refusal | undefined {
  const { status, embargoedUntil } = article
  if (status === 'draft' || status === 'scheduled') return 'unpublished'
  // Whoever was never to know of a story does not learn of it by its end either.
  const hidden = status === 'published' ? isEmbargoed(article, now) : embargoedUntil !== null
  if (hidden && !advanceAccess) return 'embargoed'
  if (status !== 'published') return status
  return isExpired(article, now) ? 'expired' : undefined
}

/** Whoever has held stories hears of them for ever: what must come down does not wait for a signature. */
export function hearsOfHeld(because: Refusal): boolean {
  return because === 'suspended' || because === 'terminated' || because === 'terms-outdated'
}

/** What a refused partner is told that was given the story before: what it holds must come down. */
export function refusalOfHolder(because: Refusal, { status }: State): Refusal {
  const isTakenBack = status === 'withdrawn' || status === 'killed'
  return isTakenBack && (because === 'embargoed' || hearsOfHeld(because)) ? status : because
}

const slugs: Record<Refusal, ProblemSlug> = {
  'not-approved': 'partner-not-approved',
  declined: 'partner-declined',
  suspended: 'partner-suspended',
  terminated: 'partner-terminated',
  'terms-not-accepted': 'terms-not-accepted',
  'terms-outdated': 'terms-not-accepted',
  // An embargoed story is not told apart from none.
  unpublished: 'article-not-found',
  embargoed: 'article-not-found',
  withdrawn: 'article-withdrawn',
  expired: 'article-withdrawn',
  killed: 'article-killed',
}

/** What a partner may be told that is to have no articles at all. */
export const standingProblems: readonly ProblemSlug[] = [
  'partner-not-approved',
  'partner-declined',
  'partner-suspended',
  'partner-terminated',
  'terms-not-accepted',
]

/** What a partner may be told that is not to have one article. */
export const articleProblems: readonly ProblemSlug[] = [
  'article-not-found',
  'article-withdrawn',
  'article-killed',
]

/** A refusal of what was offered once: the story is over. */
export type Over = 'withdrawn' | 'expired' | 'killed'

export function isOver(because: Refusal): because is Over {
  return because === 'withdrawn' || because === 'expired' || because === 'killed'
}

/** The answer to a refused partner: with the advisory of a story that was taken back, or where terms are accepted. */
export function refusal(because: Refusal, advisory?: string | null, publicUrl = ''): Problem {
  if (slugs[because] === 'terms-not-accepted') return unaccepted(because, publicUrl)
  const told = because === 'expired' ? expiredAdvisory : (advisory ?? null)
  return new Problem(slugs[because], isOver(because) ? { members: { advisory: told } } : {})
}

function unaccepted(because: Refusal, publicUrl: string): Problem {
  const [license, accept] = [`${publicUrl}/v1/license`, `${publicUrl}/v1/partner/agreements`]
  const why =
    because === 'terms-outdated'
      ? 'The terms that you accepted are no longer enough.'
      : 'You have accepted no terms yet.'
  return new Problem('terms-not-accepted', {
    detail: `${why} Read those in force at ${license} and accept them with POST ${accept}.`,
    members: { license, accept },
  })
}

import type { Article } from '../articles/articles.ts'
import type { Partner } from '../partners/partners.ts'
import type { Instant } from '../platform/clock.ts'
import { Problem, type ProblemSlug } from '../problems.ts'

export type Refusal =
  | 'not-approved'
  | 'declined'
  | 'suspended'
  | 'terminated'
  | 'terms-not-accepted'
  | 'unpublished'
  | 'embargoed'
  | 'withdrawn'
  | 'killed'

/** A granted one names the terms that the partner has accepted. */
export type Entitlement = { granted: true; termsVersion: number } | { granted: false; because: Refusal }

type Standing = Pick<Partner, 'status'>
type Acceptance = { termsVersion: number } | undefined
type State = Pick<Article, 'status' | 'embargoedUntil'>

const refusalOf: Record<Partner['status'], Refusal | undefined> = {
  approved: undefined,
  applied: 'not-approved',
  in_review: 'not-approved',
  declined: 'declined',
  suspended: 'suspended',
  terminated: 'terminated',
}

/** Whether a partner may have articles at all: registered is not enough, approved with accepted terms is. */
export function entitlementOf(partner: Standing, agreement: Acceptance): Entitlement {
  const because = refusalOf[partner.status]
  if (because) return { granted: false, because }
  if (!agreement) return { granted: false, because: 'terms-not-accepted' }
  return { granted: true, termsVersion: agreement.termsVersion }
}

/** Whether a partner may have the text of this article at this moment. */
export function entitlementTo(
  partner: Standing,
  agreement: Acceptance,
  article: State,
  now: Instant,
): Entitlement {
  const standing = entitlementOf(partner, agreement)
  if (!standing.granted) return standing
  if (article.status === 'killed') return { granted: false, because: 'killed' }
  if (article.status === 'withdrawn') return { granted: false, because: 'withdrawn' }
  if (article.status !== 'published') return { granted: false, because: 'unpublished' }
  if (article.embargoedUntil !== null && article.embargoedUntil > now)
    return { granted: false, because: 'embargoed' }
  return standing
}

const slugs: Record<Refusal, ProblemSlug> = {
  'not-approved': 'partner-not-approved',
  declined: 'partner-declined',
  suspended: 'partner-suspended',
  terminated: 'partner-terminated',
  'terms-not-accepted': 'terms-not-accepted',
  // An embargoed story is not told apart from none.
  unpublished: 'article-not-found',
  embargoed: 'article-not-found',
  withdrawn: 'article-withdrawn',
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

/** The answer to a refused partner; a withdrawn or killed story comes with its advisory. */
export function refusal(because: Refusal, advisory?: string | null): Problem {
  const gone = because === 'withdrawn' || because === 'killed'
  return new Problem(slugs[because], gone ? { members: { advisory: advisory ?? null } } : {})
}

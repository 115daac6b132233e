import { describe, expect, test } from 'vitest'
import { articleStatuses } from '../../src/articles/tables.ts'
import { entitlementOf, entitlementTo, type Refusal, refusal } from '../../src/licensing/entitlement.ts'
import { partnerStatuses } from '../../src/partners/tables.ts'

const now = Date.parse('2026-05-01T06:00:00Z')
const agreement = { termsVersion: 1 }
const usable = { status: 'published', embargoedUntil: null } as const

const refusedPartners = {
  applied: 'not-approved',
  in_review: 'not-approved',
  suspended: 'suspended',
  terminated: 'terminated',
  declined: 'declined',
} as const

const refusedArticles = {
  draft: 'unpublished',
  scheduled: 'unpublished',
  withdrawn: 'withdrawn',
  killed: 'killed',
} as const

const embargoes = [
  ['none', null],
  ['lifted a millisecond ago', now - 1],
  ['lifting now', now],
  ['lifting in a millisecond', now + 1],
] as const

function expected(
  partner: (typeof partnerStatuses)[number],
  agreed: boolean,
  article: (typeof articleStatuses)[number],
  embargoedUntil: number | null,
): Refusal | 'granted' {
  if (partner !== 'approved') return refusedPartners[partner]
  if (!agreed) return 'terms-not-accepted'
  if (article !== 'published') return refusedArticles[article]
  return embargoedUntil !== null && embargoedUntil > now ? 'embargoed' : 'granted'
}

const cases = partnerStatuses.flatMap((partner) =>
  [true, false].flatMap((agreed) =>
    articleStatuses.flatMap((article) =>
      embargoes.map(([embargo, embargoedUntil]) => ({
        partner,
        agreed,
        article,
        embargo,
        embargoedUntil,
        verdict: expected(partner, agreed, article, embargoedUntil),
      })),
    ),
  ),
)

describe('entitlement to an article', () => {
  test.each(cases)(
    'partner $partner, terms accepted: $agreed, article $article, embargo $embargo → $verdict',
    ({ partner, agreed, article, embargoedUntil, verdict }) => {
      const entitlement = entitlementTo(
        { status: partner },
        agreed ? agreement : undefined,
        { status: article, embargoedUntil },
        now,
      )

      expect(entitlement.granted ? 'granted' : entitlement.because).toBe(verdict)
    },
  )
})

test('an approved partner with accepted terms may have articles at all', () => {
  expect(entitlementOf({ status: 'approved' }, agreement)).toEqual({ granted: true, termsVersion: 1 })
})

test('terms of an earlier version go on to entitle', () => {
  expect(entitlementTo({ status: 'approved' }, { termsVersion: 1 }, usable, now)).toEqual({
    granted: true,
    termsVersion: 1,
  })
})

test.each([
  ['not-approved', 403, 'partner-not-approved'],
  ['declined', 403, 'partner-declined'],
  ['suspended', 403, 'partner-suspended'],
  ['terminated', 403, 'partner-terminated'],
  ['terms-not-accepted', 403, 'terms-not-accepted'],
  ['unpublished', 404, 'article-not-found'],
  ['embargoed', 404, 'article-not-found'],
  ['withdrawn', 410, 'article-withdrawn'],
  ['killed', 410, 'article-killed'],
] as const)('refused because %s is answered with %i %s', (because, status, slug) => {
  expect(refusal(because)).toMatchObject({ status, slug })
})

test.each(['withdrawn', 'killed'] as const)('a %s story is refused with its advisory', (because) => {
  expect(refusal(because, 'A source recanted.').members).toEqual({ advisory: 'A source recanted.' })
})

test.each(['unpublished', 'embargoed', 'suspended'] as const)(
  'the advisory of a story is told to nobody who is refused as %s',
  (because) => {
    expect(refusal(because, 'A source recanted.').members).toEqual({})
  },
)

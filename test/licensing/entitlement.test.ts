import { describe, expect, test } from 'vitest'
import { articleStatuses } from '../../src/articles/tables.ts'
import { entitlementOf, entitlementTo, type Refusal, refusal } from '../../src/licensing/entitlement.ts'
import { partnerStatuses } from '../../src/partners/tables.ts'
import { exampleId } from '../../src/platform/ids.ts'

const now = Date.parse('2026-05-01T06:00:00Z')
const agreement = { termsVersion: 1 }
const terms = { version: 1, acceptBy: null }
const approved = { status: 'approved', advanceAccess: false } as const
const usable = { status: 'published', embargoedUntil: null, expiresAt: null, sandbox: null } as const
const never = Number.MAX_SAFE_INTEGER

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
  advanceAccess: boolean,
  article: (typeof articleStatuses)[number],
  embargoedUntil: number | null,
): Refusal | 'granted' {
  if (partner !== 'approved') return refusedPartners[partner]
  if (!agreed) return 'terms-not-accepted'
  if (article === 'published')
    return embargoedUntil !== null && embargoedUntil > now && !advanceAccess ? 'embargoed' : 'granted'
  // Taken back before its embargo was lifted, it stays unknown to everybody else.
  const everOut = article === 'withdrawn' || article === 'killed'
  return everOut && embargoedUntil !== null && !advanceAccess ? 'embargoed' : refusedArticles[article]
}

const cases = partnerStatuses.flatMap((partner) =>
  [true, false].flatMap((agreed) =>
    [true, false].flatMap((advanceAccess) =>
      articleStatuses.flatMap((article) =>
        embargoes.map(([embargo, embargoedUntil]) => ({
          partner,
          agreed,
          advanceAccess,
          article,
          embargo,
          embargoedUntil,
          verdict: expected(partner, agreed, advanceAccess, article, embargoedUntil),
        })),
      ),
    ),
  ),
)

describe('entitlement to an article', () => {
  test.each(cases)(
    'partner $partner, terms accepted: $agreed, advance access: $advanceAccess, article $article, embargo $embargo → $verdict',
    ({ partner, agreed, advanceAccess, article, embargoedUntil, verdict }) => {
      const entitlement = entitlementTo(
        { status: partner, advanceAccess },
        agreed ? agreement : undefined,
        terms,
        { status: article, embargoedUntil, expiresAt: null, sandbox: null },
        now,
      )

      expect(entitlement.granted ? 'granted' : entitlement.because).toBe(verdict)
    },
  )
})

test('an approved partner with accepted terms may have articles at all', () => {
  expect(entitlementOf(approved, agreement, terms, now)).toEqual({
    granted: true,
    termsVersion: 1,
    validUntil: never,
  })
})

test('terms of an earlier version go on to entitle', () => {
  expect(entitlementTo(approved, { termsVersion: 1 }, { version: 2, acceptBy: null }, usable, now)).toEqual({
    granted: true,
    termsVersion: 1,
    validUntil: never,
  })
})

test('terms that must be accepted by a date entitle until then, to the millisecond', () => {
  const demand = { version: 2, acceptBy: now + 1 }

  expect(entitlementOf(approved, agreement, demand, now)).toMatchObject({ validUntil: now + 1 })
  expect(entitlementOf(approved, agreement, demand, now + 1)).toEqual({
    granted: false,
    because: 'terms-outdated',
  })
  expect(entitlementOf(approved, { termsVersion: 2 }, demand, now + 1)).toMatchObject({ validUntil: never })
})

test('an entitlement lasts until the story is over', () => {
  const ending = { ...usable, expiresAt: now + 1 }

  expect(entitlementTo(approved, agreement, terms, ending, now)).toMatchObject({ validUntil: now + 1 })
  expect(entitlementTo(approved, agreement, terms, ending, now + 1)).toEqual({
    granted: false,
    because: 'expired',
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
  ['expired', 410, 'article-withdrawn'],
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

test('with a test key whoever is not turned away has its own sandbox, and nothing else', () => {
  const sandboxOf = exampleId('par')
  const mine = { ...usable, sandbox: sandboxOf }
  const tester = (status: (typeof partnerStatuses)[number]) => ({ status, advanceAccess: false, sandboxOf })
  for (const status of ['applied', 'in_review', 'approved'] as const) {
    expect(entitlementTo(tester(status), undefined, terms, mine, now)).toMatchObject({ granted: true })
    expect(entitlementTo(tester(status), undefined, terms, usable, now)).toEqual({
      granted: false,
      because: 'unpublished',
    })
  }
  for (const status of ['suspended', 'terminated', 'declined'] as const)
    expect(entitlementTo(tester(status), agreement, terms, mine, now)).toEqual({
      granted: false,
      because: status,
    })
  expect(entitlementTo(approved, agreement, terms, mine, now)).toEqual({
    granted: false,
    because: 'unpublished',
  })
})

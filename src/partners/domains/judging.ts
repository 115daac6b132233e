import { dayMs, type Instant } from '../../platform/clock.ts'
import type { Look } from './lookout.ts'
import type { DomainProof } from './standing.ts'

const hourMs = 60 * 60_000
const weekMs = 7 * dayMs
const jitter = 0.1
// A server that is away for a weekend has lost nothing.
const patience = 3

export type Judgment = Omit<DomainProof, 'host' | 'partnerId' | 'checkedAt'>

/**
 * What a look makes of a host. One that was verified fails when the place of its proof holds it no more, or
 * could not be asked three times in a row; what never was verified only stays so. A blind look changes nothing.
 *
 * @param random from 0 to 1: what is looked at together does not come back together.
 */
export function judged(
  before: DomainProof | undefined,
  { findings, trust, blind }: Look,
  now: Instant,
  random: number,
): Judgment {
  const next = (afterMs: number) => now + Math.round(afterMs * (1 - jitter + 2 * jitter * random))
  const proof = findings.find(({ verdict }) => verdict === 'pass')
  if (proof) {
    const stands = before?.failingSince === null ? before.verifiedAt : null
    const verdict = {
      method: proof.method,
      verifiedAt: stands ?? now,
      failingSince: null,
      misses: 0,
      blindSince: null,
    }
    return { ...verdict, lastFailure: null, nextCheckAt: next(weekMs), findings, trust }
  }
  if (!before || before.verifiedAt === null) {
    const nothing = { method: null, verifiedAt: null, failingSince: null, misses: 0, nextCheckAt: null }
    return {
      ...nothing,
      blindSince: null,
      lastFailure: findings.map(({ found }) => found).join(' '),
      findings,
      trust,
    }
  }
  const { method, verifiedAt } = before
  const gone = findings.find((finding) => finding.method === method)
  const lastFailure = gone?.found ?? null
  if (blind)
    return {
      ...{ method, verifiedAt, findings, lastFailure, misses: before.misses, trust: before.trust },
      ...{ failingSince: before.failingSince, blindSince: before.blindSince ?? now },
      nextCheckAt: next(hourMs),
    }
  const misses = before.misses + 1
  const fails = gone?.verdict !== 'unknown' || misses >= patience
  return {
    ...{ method, verifiedAt, misses, findings, trust, lastFailure, blindSince: null },
    failingSince: before.failingSince ?? (fails ? now : null),
    nextCheckAt: next(dayMs),
  }
}

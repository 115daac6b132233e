import type { Instant } from '../../platform/clock.ts'
import type { domainProofs } from './tables.ts'

export const hostStates = ['unverified', 'verified', 'failing'] as const

export type DomainProof = typeof domainProofs.$inferSelect

/** Whether a host is known to be its partner's. */
export interface HostStanding {
  host: string
  /** `failing`: it was verified, and the last look did not find the proof. */
  state: (typeof hostStates)[number]
  method: DomainProof['method']
  verifiedAt: Instant | null
  checkedAt: Instant | null
  /** The host above it that was verified in its place. */
  coveredBy: string | null
  lastFailure: string | null
}

/** Where each host of one partner stands; one that was verified stands for all that are below it. */
export function standingOfHosts(hosts: readonly string[], proofs: readonly DomainProof[]): HostStanding[] {
  const proofOf = new Map(proofs.map((proof) => [proof.host, proof]))
  const verified = hosts.filter((host) => stateOf(proofOf.get(host)) === 'verified')
  return hosts.map((host) => {
    const own = standing(host, proofOf.get(host))
    const above = own.state === 'verified' ? undefined : nearestAbove(host, verified)
    if (above === undefined) return own
    const { method, verifiedAt } = standing(above, proofOf.get(above))
    return { ...own, state: 'verified', method, verifiedAt, coveredBy: above, lastFailure: null }
  })
}

function standing(host: string, proof: DomainProof | undefined): HostStanding {
  const { method = null, verifiedAt = null, checkedAt = null, lastFailure = null } = proof ?? {}
  return { host, state: stateOf(proof), method, verifiedAt, checkedAt, coveredBy: null, lastFailure }
}

function stateOf(proof: DomainProof | undefined): HostStanding['state'] {
  if (!proof || proof.verifiedAt === null) return 'unverified'
  return proof.failingSince === null ? 'verified' : 'failing'
}

function nearestAbove(host: string, candidates: readonly string[]): string | undefined {
  return candidates
    .filter((above) => host.endsWith(`.${above}`))
    .sort((a, b) => b.length - a.length)
    .at(0)
}

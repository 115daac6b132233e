import type { Actor } from '../../actor.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { PartnerProfile } from '../partners.ts'
import { type CheckLine, writeCheck } from '../vetting/checks.ts'
import type { HostStanding } from './standing.ts'

const check = 'domain-ownership'
const maxNamed = 10

/** Who looks at hosts without being asked. */
export const watcher = { kind: 'system', name: 'domains' } as const satisfies Actor

/**
 * Lets the check pass by itself when every host is verified, and fail again where it had passed by itself. What
 * a person found is a person's to change, but for a check that was not made.
 */
export async function settleOwnership(tx: Tx, { id, hosts, checks }: PartnerProfile): Promise<void> {
  const line = checks.find((one) => one.check === check)
  const isOurs = line?.actorKind === watcher.kind && line.actor === watcher.name
  const open = hosts.filter(({ state }) => state !== 'verified')
  if (open.length === 0 && (!line || line.verdict === 'waived' || (isOurs && line.verdict === 'fail')))
    await writeCheck(tx, watcher, id, { check, verdict: 'pass', note: passNote(hosts) })
  if (open.length > 0 && isOurs && line.verdict === 'pass') await writeCheck(tx, watcher, id, failure(open))
}

const phrases = { dns: 'by DNS', file: 'by file', meta: 'by meta tag' } as const

function passNote(hosts: readonly HostStanding[]): string {
  const named = hosts.map(({ host, method, coveredBy }) => {
    if (coveredBy !== null) return `${host} with ${coveredBy}`
    return method === null ? host : `${host} ${phrases[method]}`
  })
  return `Every host is verified: ${listed(named)}.`
}

function failure(open: readonly HostStanding[]): CheckLine {
  const note = `Not verified: ${listed(open.map(({ host }) => host))}.`
  return { check, verdict: 'fail', note }
}

function listed(names: readonly string[]): string {
  const more = names.length > maxNamed ? ` and ${names.length - maxNamed} more` : ''
  return names.slice(0, maxNamed).join(', ') + more
}

import type { Actor } from '../../actor.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import { Problem } from '../../problems.ts'
import type { PartnerProfile } from '../partners.ts'
import { type CheckLine, type CheckName, recordCheck } from './checks.ts'
import { type VettingSettings, vettingSettings } from './settings.ts'
import { type CheckStanding, standingsOf } from './standing.ts'

export interface Waiver {
  check: CheckName
  note: string
}

/**
 * Settles the checks of a partner that is approved, by waivers and by the terms it is bound by. Whoever was
 * registered by staff and not begun to be vetted is vouched for: its open checks are waived, unless its audience
 * is too small. Throws `conflict` naming every required check that is not settled.
 *
 * @param before how the partner was before the approval.
 */
export async function settleChecks(
  tx: Tx,
  actor: Actor,
  before: PartnerProfile,
  waivers: readonly Waiver[],
  termsNote: string,
): Promise<void> {
  const { value: settings } = await readSettings(tx, vettingSettings)
  const isVouchedFor = before.origin === 'staff' && before.status === 'applied'
  const rest = standingsOf(before, settings, tx.now).filter(
    ({ check }) => !waivers.some((waiver) => waiver.check === check),
  )
  requireSettled(before, rest, isVouchedFor, settings)

  const lines: CheckLine[] = waivers.map((waiver) => ({ ...waiver, verdict: 'waived' }))
  for (const { check } of rest.filter(({ state }) => state === 'open')) {
    if (check === 'terms') lines.push({ check, verdict: 'pass', note: termsNote })
    else if (isVouchedFor) lines.push({ check, verdict: 'waived', note: 'registered by staff' })
  }
  for (const line of lines) await recordCheck(tx, actor, before.id, line)
}

function requireSettled(
  { id }: PartnerProfile,
  rest: CheckStanding[],
  isVouchedFor: boolean,
  { audienceThreshold }: VettingSettings,
): void {
  const required = rest.filter((one) => one.required)
  const among = (state: CheckStanding['state']) => required.filter((one) => one.state === state)
  // The approval itself settles the terms.
  const open = among('open').filter(({ check }) => check !== 'terms')
  const unsettled = isVouchedFor ? [] : open
  const faults = [
    ...told('failed', among('fail')),
    ...told('open', unsettled),
    ...told('expired', among('expired')),
    ...told(
      `below ${audienceThreshold} monthly unique visitors`,
      open.filter(({ belowThreshold }) => belowThreshold),
    ),
  ]
  if (faults.length === 0) return
  throw new Problem('conflict', {
    detail: `${id} has checks that are not settled (${faults.join('; ')}); waive each with a note, or let it pass first.`,
  })
}

function told(what: string, standings: CheckStanding[]): string[] {
  return standings.length === 0 ? [] : [`${what}: ${standings.map(({ check }) => check).join(', ')}`]
}

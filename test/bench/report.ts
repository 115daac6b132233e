import { cpus } from 'node:os'
import { medianOf, ratioOf } from './figures.ts'
import type { Measurement } from './load.ts'
import type { Plan } from './plan.ts'
import type { Lane } from './run.ts'
import { scenarios } from './scenarios.ts'

const maxP99Growth = 2
const mib = 1024 * 1024

export interface Row extends Measurement {
  scenario: string
  on: number | 'bare'
  /** How many times the requests/s of the bare route. */
  ofBare: number
  /** The CPU time of the bare route's request, divided by that of ours. */
  cpuOfBare: number
  goal: number | null
  /** How many times the p99 of the smaller library. */
  p99Growth: number | null
}

export interface Report {
  plan: Plan
  machine: { node: string; cpu: string; cpus: number }
  rows: Row[]
  rssMiB: Record<string, number>
  startMs: Record<string, number>
  missed: string[]
}

/** The medians of all rounds, and which goals they miss. */
export async function reportOf(plan: Plan, lanes: Lane[]): Promise<Report> {
  const rows = scenarios.flatMap((scenario) =>
    lanes.filter((lane) => lane.scenario === scenario).map((lane) => rowOf(lane, lanes, plan)),
  )
  const rssMiB: Record<string, number> = {}
  const startMs = Object.fromEntries(lanes.map(({ on, server }) => [on, server.startMs]))
  for (const { on, server } of lanes) rssMiB[on] ??= (await server.usage()).rssBytes / mib
  const { model = 'unknown' } = cpus()[0] ?? {}
  const machine = { node: process.version, cpu: model, cpus: cpus().length }
  return { plan, machine, rows, rssMiB, startMs, missed: rows.flatMap(missedBy) }
}

function rowOf({ scenario, on, rounds }: Lane, lanes: Lane[], { sizes }: Plan): Row {
  const roundsOn = (other: Lane['on']) =>
    lanes.find((lane) => lane.scenario === scenario && lane.on === other)?.rounds ?? []
  const measured = medianOf(rounds)
  const bare = roundsOn('bare')
  const [small, large] = sizes
  return {
    ...{ scenario: scenario.name, on, ...measured },
    ofBare: ratioOf(rounds, bare),
    cpuOfBare: medianOf(bare).cpuMicros / measured.cpuMicros,
    goal: on === 'bare' ? null : (scenario.goal ?? null),
    p99Growth: on === large && !scenario.findsMore ? measured.p99Ms / medianOf(roundsOn(small)).p99Ms : null,
  }
}

function missedBy({ scenario, on, ofBare, goal, p99Growth }: Row): string[] {
  const missed: string[] = []
  if (goal !== null && ofBare < goal)
    missed.push(`${scenario} at ${on}: ${ofBare.toFixed(2)} × bare, not ${goal}`)
  // An item's p99 is within the clock's resolution of a millisecond.
  if (goal === null && p99Growth !== null && p99Growth > maxP99Growth)
    missed.push(`${scenario} at ${on}: p99 grew ${p99Growth.toFixed(1)} ×, not at most ${maxP99Growth} ×`)
  return missed
}

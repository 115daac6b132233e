import type { Measurement } from './load.ts'

/** The middle of several numbers. */
function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** What so large a share of several numbers is at most. */
export function percentileOf(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}

/** The middle of what several rounds of one load gave, each figure for itself. */
export function medianOf(rounds: Measurement[]): Measurement {
  return {
    requestsPerS: median(rounds.map(({ requestsPerS }) => requestsPerS)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    cpuMicros: median(rounds.map(({ cpuMicros }) => cpuMicros)),
  }
}

/** How many times the speed of the bare route: the middle of the rounds' ratios, since each round saw the same machine. */
export function ratioOf(rounds: Measurement[], bareRounds: Measurement[]): number {
  return median(
    rounds.map(({ requestsPerS }, round) => requestsPerS / (bareRounds[round]?.requestsPerS ?? Number.NaN)),
  )
}

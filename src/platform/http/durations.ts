const msPerS = 1_000
const boundsS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5]
const boundsMs = boundsS.map((bound) => bound * msPerS)

/** How long something took, each time: counted by bounds, as Prometheus wants it. */
export class Durations {
  /** Up to each bound and not the one before; the last ones took longer. */
  readonly counts = [...boundsS.map(() => 0), 0]
  sumMs = 0

  add(ms: number): void {
    let at = 0
    while (at < boundsMs.length && ms > (boundsMs[at] ?? 0)) at += 1
    this.counts[at] = (this.counts[at] ?? 0) + 1
    this.sumMs += ms
  }
}

/**
 * The lines of one histogram in the text format of Prometheus, in seconds. The library's own costs a request
 * as much as finding its answer.
 */
export function histogramOf(
  name: string,
  help: string,
  series: [label: string, durations: Durations][],
): string {
  const lines = series.flatMap(([label, { counts, sumMs }]) => {
    let total = 0
    const buckets = counts.map((count, at) => {
      total += count
      return `${name}_bucket{${label},le="${boundsS[at] ?? '+Inf'}"} ${total}`
    })
    return [...buckets, `${name}_sum{${label}} ${sumMs / msPerS}`, `${name}_count{${label}} ${total}`]
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...lines, ''].join('\n')
}

import { progressOn } from './progress.ts'
import { type Output, widthOf } from './terminal.ts'

const minuteMs = 60_000

interface ImportProgress {
  at(done: number, total: number | undefined): void
  end(): void
}

/** How far an import is: a bar with rate and end on a screen, else a line for every tenth. */
export function importProgress(output: Output, now: () => number = () => performance.now()): ImportProgress {
  const startedAt = now()
  const isScreen = widthOf(output) !== undefined
  let tenths = 0
  let bar: ReturnType<typeof progressOn> | undefined
  return {
    at(done, total = done) {
      const paced = pace(done, total, now() - startedAt)
      if (isScreen) {
        bar = progressOn(output, `Importing, ${paced}`, total)
        bar.at(Math.min(done, total))
        return
      }
      const reached = total === 0 ? 10 : Math.floor((Math.min(done, total) / total) * 10)
      if (reached <= tenths) return
      tenths = reached
      output.write(`${reached * 10} %: ${done} of ${total}, ${paced}\n`)
    },
    end: () => bar?.end(),
  }
}

function pace(done: number, total: number, elapsedMs: number): string {
  const perSecond = done / Math.max(elapsedMs / 1_000, 0.001)
  const leftMs = (Math.max(0, total - done) / Math.max(perSecond, 0.001)) * 1_000
  const left = leftMs < minuteMs ? `${Math.ceil(leftMs / 1_000)} s` : `${Math.ceil(leftMs / minuteMs)} min`
  return `${Math.round(perSecond)} a second, ${left} left`
}

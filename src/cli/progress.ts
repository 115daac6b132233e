import { type Output, widthOf } from './terminal.ts'

const barWidth = 30

interface Progress {
  /** With a remark behind the figures. */
  at(done: number, remark?: string): void
  end(): void
}

/** A bar on one line of a screen, removed at the end; nothing where the output is no screen. */
export function progressOn(output: Output, title: string, total: number): Progress {
  const width = widthOf(output)
  if (width === undefined) return { at: () => undefined, end: () => undefined }
  return {
    at(done, remark = '') {
      const share = Math.min(1, done / Math.max(1, total))
      const bar = '#'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '.')
      output.write(
        `\r${`${title} [${bar}] ${done} of ${total} ${remark}`.slice(0, width - 1).padEnd(width - 1)}`,
      )
    },
    end: () => void output.write(`\r${' '.repeat(width - 1)}\r`),
  }
}

import type { Output } from './terminal.ts'
import { widthOf } from './terminal.ts'

const gap = '  '
const narrowestColumn = 8
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u
// Control and direction characters would let a stored text rewrite the screen.
const unprintable = /[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu

export interface Column<Row> {
  title: string
  of: (row: Row) => string | number | null | undefined
  /** May be cut where the screen is too narrow. */
  cuts?: boolean
  /** Numbers stand below each other by their last digit. */
  right?: boolean
}

/** Rows in aligned columns, each with the lines that `notes` gives below it; cut to the screen, never for a pipe. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  output: Output,
  notes: (row: Row) => string[] = () => [],
): string {
  const screen = widthOf(output) ?? Number.POSITIVE_INFINITY
  const cells = rows.map((row) => columns.map(({ of }) => printable(String(of(row) ?? '–'))))
  const lines = [columns.map(({ title }) => title), ...cells]
  const widths = fitted(
    columns.map((_, at) => Math.max(...lines.map((line) => widthIn(line[at] ?? '')))),
    columns,
    screen,
  )
  const written = lines.map((line) =>
    columns
      .map(({ right }, at) => padded(line[at] ?? '', widths[at] ?? 0, right ?? false))
      .join(gap)
      .trimEnd(),
  )
  return written
    .flatMap((line, at) => {
      const row = rows[at - 1]
      const below = row === undefined ? [] : notes(row).map((note) => `${gap}${printable(note)}`)
      return [line, ...below.map((note) => cut(note, screen))]
    })
    .join('\n')
}

/** Names and values below each other; names without a value are left out. */
export function facts(pairs: readonly (readonly [name: string, value: unknown])[]): string {
  const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
  const width = Math.max(...known.map(([name]) => name.length))
  return known.map(([name, value]) => `${name.padEnd(width)}${gap}${printable(String(value))}`).join('\n')
}

/** Text on one line that cannot steer a terminal. */
export function printable(text: string): string {
  return text.replace(unprintable, ' ')
}

/** A moment to the minute, in UTC. */
export function moment(instant: number | null): string | null {
  return instant === null ? null : `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')}Z`
}

function fitted(widths: number[], columns: readonly { cuts?: boolean }[], screen: number): number[] {
  const fit = [...widths]
  const excess = () => fit.reduce((sum, width) => sum + width + gap.length, -gap.length) - screen
  for (;;) {
    const widest = fit.reduce(
      (best, width, at) => (columns[at]?.cuts && width > (fit[best] ?? narrowestColumn) ? at : best),
      -1,
    )
    if (excess() <= 0 || widest < 0) return fit
    fit[widest] = (fit[widest] ?? 0) - 1
  }
}

function padded(text: string, width: number, right: boolean): string {
  const shown = cut(text, width)
  const space = ' '.repeat(Math.max(0, width - widthIn(shown)))
  return right ? space + shown : shown + space
}

function cut(text: string, width: number): string {
  if (widthIn(text) <= width) return text
  let shown = ''
  let used = 1
  for (const { segment } of graphemes.segment(text)) {
    used += widthIn(segment)
    if (used > width) break
    shown += segment
  }
  return `${shown.trimEnd()}…`
}

function widthIn(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1
  return width
}

import type { Queries } from '../platform/database/database.ts'
import type { CsvRow } from '../platform/http/csv.ts'
import type { Period, periodOf as usualPeriodOf } from './period.ts'

/** A report on a period: what a line of it is, and which stands highest. */
export interface Report<Line extends CsvRow<Line>> {
  /** Names its file and its command. */
  name: string
  /** The period that is meant, where that is not the usual one. */
  periodOf?: typeof usualPeriodOf
  /** Every line, in any order. */
  lines: (queries: Queries, period: Period) => AsyncIterable<Line>
  /** The highest first. */
  order: (a: Line, b: Line) => number
  columns: readonly (keyof Line & string)[]
}

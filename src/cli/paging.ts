import type { Command } from 'commander'
import { z } from 'zod'
import type { Id } from '../platform/ids.ts'
import { reading } from './options.ts'

const maxRows = 1_000
const usualRows = 100

type ListedPrefix =
  | ('par' | 'key' | 'rep' | 'art' | 'med' | 'job' | 'src' | 'dsk' | 'mai' | 'doc' | 'att')
  | ('whe' | 'whd' | 'drl')

export interface Paged<P extends ListedPrefix> {
  json?: boolean
  limit: number
  after?: Id<P>
}

/** `--limit` and `--after`, as lists have them. */
export function paged(command: Command, readAfter: (text: string) => unknown): Command {
  return limited(command).option('--after <id>', 'go on behind this one', readAfter)
}

export function limited(command: Command): Command {
  const message = `is not a number of rows from 1 to ${maxRows}`
  const limit = z
    .string()
    .regex(/^\d{1,4}$/, message)
    .transform(Number)
  const inRange = limit.refine((rows) => rows >= 1 && rows <= maxRows, message)
  return command.option('--limit <rows>', `at most so many rows`, reading('--limit', inRange), usualRows)
}

/** What was asked for of rows read with one more, and what to go on behind; null at the end. */
export function pageOf<Row, Position>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
): { page: Row[]; next: Position | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, next: rows.length > limit && last !== undefined ? positionOf(last) : null }
}

/** A list with how to see the rest of it. */
export function continued(
  list: string,
  option: '--after' | '--before',
  next: string | number | null,
): string {
  return next === null ? list : `${list}\nThere are more: ${option} ${next}`
}

import { z } from 'zod'
import { Problem } from '../../problems.ts'
import { exampleId } from '../ids.ts'
import { parseJson } from './json-body.ts'

const maxPage = 200
const defaultPage = 50

/** How many entries a page may have. */
export const limitSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(maxPage)
  .default(defaultPage)
  .describe(`How many to return, 1 to ${maxPage}.`)

export const cursorSchema = z
  .string()
  .max(500)
  .optional()
  .meta({
    description: '`next` of the page before.',
    examples: [encodeCursor([exampleId('art')])],
  })

/** A cursor over the given position; callers treat it as opaque. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** The position in a cursor. Throws `invalid-cursor` for anything that we did not write. */
export function decodeCursor<T>(cursor: string, shape: z.ZodType<T>, field = 'cursor'): T {
  try {
    // Checked as a body is: whoever makes up a cursor can put into it what an engine cannot store.
    return shape.parse(parseJson(Buffer.from(cursor, 'base64url')))
  } catch {
    throw unknownCursor(field)
  }
}

/** The problem of a cursor that we did not write. */
export function unknownCursor(field: string): Problem {
  return new Problem('invalid-cursor', {
    errors: [{ field, message: 'is not one that an answer here gave' }],
  })
}

/** A page of one more row than asked for tells whether there is a next one. */
export function pageOf<Row, View>(
  rows: Row[],
  limit: number,
  view: (row: Row) => View,
  position: (row: Row) => readonly (string | number)[],
): { items: View[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { items: shown.map(view), next: last ? encodeCursor(position(last)) : null }
}

/** The shape of every list. */
export function listSchema<Entry extends z.ZodType>(entry: Entry) {
  return z.object({ items: z.array(entry), next: z.string().nullable() })
}

import { or, type SQL, type SQLWrapper } from 'drizzle-orm'
import { holds } from './columns.ts'

const textsAtOnce = 100

/** Conditions that together are true of stored JSON in which one of these texts is a value. */
export function naming(column: SQLWrapper, texts: readonly string[]): (SQL | undefined)[] {
  const written = [...new Set(texts)].map((text) => JSON.stringify(text))
  const conditions: (SQL | undefined)[] = []
  for (let from = 0; from < written.length; from += textsAtOnce)
    conditions.push(or(...written.slice(from, from + textsAtOnce).map((text) => holds(column, text))))
  return conditions
}

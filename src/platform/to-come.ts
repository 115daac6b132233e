import { invalid } from '../problems.ts'
import type { Instant } from './clock.ts'

/** Throws `invalid-request` naming the field for a time that has passed. */
export function requireToCome(field: string, instant: Instant | undefined, now: Instant): void {
  if (instant !== undefined && instant <= now) throw invalid(field, 'has passed; name a time to come')
}

import { Problem } from '../problems.ts'

/** Throws `changed-meanwhile` where an edit was made on another version than the present one. */
export function requireVersion(present: number, edited: number | undefined): void {
  if (edited === undefined || edited === present) return
  throw new Problem('changed-meanwhile', {
    detail: `Your version is ${edited}, the present one is ${present}.`,
  })
}

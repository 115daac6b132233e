/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => Date.now() }

/** RFC 3339 in UTC with milliseconds, so that the texts sort as the instants do: `2026-05-01T06:00:00.000Z`. */
export function toRfc3339(instant: Instant): string {
  return new Date(instant).toISOString()
}

/** The same of a moment that may be absent. */
export function timeOrNull(instant: Instant | null): string | null {
  return instant === null ? null : toRfc3339(instant)
}

export const dayMs = 24 * 60 * 60 * 1_000

let latest = { number: Number.NaN, text: '' }

/** The UTC day of a moment: `2026-05-01`. Quick for moments of one day in a row. */
export function dayOf(moment: Instant): string {
  const number = Math.floor(moment / dayMs)
  if (number !== latest.number) latest = { number, text: toRfc3339(moment).slice(0, 10) }
  return latest.text
}

/** A moment to the minute, as people read it: `2026-05-01 06:00 UTC`. */
export function minuteOf(moment: Instant): string {
  return `${toRfc3339(moment).slice(0, 16).replace('T', ' ')} UTC`
}

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

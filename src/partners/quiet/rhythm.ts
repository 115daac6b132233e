import { dayMs, type Instant } from '../../platform/clock.ts'

const hourMs = 60 * 60 * 1_000
const rememberedMs = 30 * dayMs
const usualFactor = 3
const longestFactor = 1.5
// One call by hand is no feed.
const enoughGaps = 3
// How much one gap says of what is usual.
const weight = 0.2

/** How often a partner is heard of, as far as it was listened to. */
export interface Rhythm {
  heardAt: Instant
  gaps: number
  usualMs: number
  /** The longest silence of the last 30 days that it came back from, and when it did. */
  longestMs: number
  longestAt: Instant
}

/** A partner that was heard of for the first time. */
export function firstHeard(heardAt: Instant): Rhythm {
  return { heardAt, gaps: 0, usualMs: 0, longestMs: 0, longestAt: heardAt }
}

/** The rhythm once a partner was heard of again. */
export function heardAgain(rhythm: Rhythm, heardAt: Instant): Rhythm {
  const gapMs = heardAt - rhythm.heardAt
  const isLongest = gapMs >= rhythm.longestMs || heardAt - rhythm.longestAt > rememberedMs
  return {
    heardAt,
    gaps: rhythm.gaps + 1,
    usualMs: Math.round(rhythm.gaps === 0 ? gapMs : rhythm.usualMs + weight * (gapMs - rhythm.usualMs)),
    longestMs: isLongest ? gapMs : rhythm.longestMs,
    longestAt: isLongest ? heardAt : rhythm.longestAt,
  }
}

/**
 * From when on its silence is no usual one: after three times its usual interval, after half as long again as the
 * longest silence of 30 days, and never before so many hours. Undefined for whoever has no rhythm yet.
 */
export function quietFrom(
  { heardAt, gaps, usualMs, longestMs }: Rhythm,
  afterHours: number,
): Instant | undefined {
  if (gaps < enoughGaps) return undefined
  return heardAt + Math.max(afterHours * hourMs, usualFactor * usualMs, longestFactor * longestMs)
}

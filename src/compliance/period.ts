import { z } from 'zod'
import { dayMs, dayOf, type Instant } from '../platform/clock.ts'

const usualDays = 30
const mostDays = 366
const daysAround = 90
const day = z.iso.date().meta({ examples: ['2026-05-01'] })

/** Which days a report is about; the thirty up to today unless something else is asked for. */
export const periodFields = {
  from: day.optional().describe('The first day (UTC); thirty days up to the last one unless given.'),
  to: day
    .optional()
    .describe(`The last day (UTC); today unless given. At most ${mostDays} days are told of.`),
}

/** Days in UTC, as in `2026-05-01`; both are included. */
export interface Period {
  from: string
  to: string
}

export interface Asked {
  from?: string | undefined
  to?: string | undefined
}

/** The days that a report is about; undefined where they are none, or more than one report tells of. */
export function periodOf({ from, to }: Asked, now: Instant): Period | undefined {
  const last = to ?? dayOf(now)
  const first = from ?? dayOf(Date.parse(last) - (usualDays - 1) * dayMs)
  const days = (Date.parse(last) - Date.parse(first)) / dayMs + 1
  return days >= 1 && days <= mostDays ? { from: first, to: last } : undefined
}

/** The same of what is about to come: the ninety days before today and those after it unless something else is asked for. */
export function periodAround({ from, to }: Asked, now: Instant): Period | undefined {
  const around = [-daysAround, daysAround].map((days) => dayOf(now + days * dayMs))
  return periodOf({ from: from ?? around[0], to: to ?? around[1] }, now)
}

export const wrongPeriod = `must be a day before the last one, at most ${mostDays} days earlier`

/** The moments of a period: the first of it, and the first after it. */
export function momentsOf({ from, to }: Period): { begin: Instant; end: Instant } {
  return { begin: Date.parse(from), end: Date.parse(to) + dayMs }
}

import type { Instant } from '../platform/clock.ts'
import { toRfc3339 } from '../platform/clock.ts'
import { type FieldError, Problem } from '../problems.ts'
import type { Article } from './articles.ts'

/** What partners are told of a story whose time is over. */
export const expiredAdvisory = 'The time for which this story was offered is over.'

/** What is to happen to a story by itself, and when; null takes back what was planned. */
export interface Plan {
  /** In the past it is the date of a story that ran elsewhere before. */
  publishAt?: Instant | undefined
  /** Until then only partners with advance access have the story. */
  embargoedUntil?: Instant | null | undefined
  /** From then on the story is withdrawn. */
  expiresAt?: Instant | null | undefined
}

type Written = { [Moment in keyof Plan]: Instant | null | undefined }
type Timed = Pick<Article, 'status' | 'publishAt' | 'embargoedUntil' | 'expiresAt'>

/** Whether only partners with advance access may know of a story that was published. */
export function isEmbargoed({ embargoedUntil }: Pick<Article, 'embargoedUntil'>, now: Instant): boolean {
  return embargoedUntil !== null && embargoedUntil > now
}

/** Whether a story's time is over, be it withdrawn already or not. */
export function isExpired({ expiresAt }: Pick<Article, 'expiresAt'>, now: Instant): boolean {
  return expiresAt !== null && expiresAt <= now
}

/** The next moment at which something is to happen to a story by itself. */
export function nextTurn({ status, publishAt, embargoedUntil, expiresAt }: Timed): Instant | undefined {
  if (status === 'scheduled') return publishAt ?? undefined
  if (status !== 'published') return undefined
  const turns = [embargoedUntil, expiresAt].filter((turn) => turn !== null)
  return turns.length > 0 ? Math.min(...turns) : undefined
}

/** Throws `invalid-request` for moments that lie in the past or in the wrong order. */
export function requireInOrder({ publishAt, embargoedUntil, expiresAt }: Plan, now: Instant): void {
  const out = Math.max(now, publishAt ?? now)
  const open = Math.max(out, embargoedUntil ?? out)
  const errors: FieldError[] = []
  if (embargoedUntil && embargoedUntil <= out)
    errors.push({ field: 'embargoedUntil', message: `must be later than ${toRfc3339(out)}` })
  if (expiresAt && expiresAt <= open)
    errors.push({ field: 'expiresAt', message: `must be later than ${toRfc3339(open)}` })
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
}

/** A plan as the audit log tells it. */
export function writtenPlan({ publishAt, embargoedUntil, expiresAt }: Written): Record<string, string> {
  const moments = Object.entries({ publishAt, embargoedUntil, expiresAt })
  return Object.fromEntries(moments.flatMap(([name, at]) => (at ? [[name, toRfc3339(at)]] : [])))
}

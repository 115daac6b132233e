import { and, desc, eq, inArray, min } from 'drizzle-orm'
import type { Article } from '../articles/articles.ts'
import { changes } from '../articles/tables.ts'
import { grants } from '../licensing/tables.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import type { answers } from './tables.ts'

/** The changes that whoever holds the story has to act on, and to answer. */
export const askingTypes = ['article.killed', 'article.withdrawn', 'article.corrected'] as const

export type Answer = (typeof answers)[number]

/** A change that holders of its story are asked to answer. */
export interface Question {
  seq: number
  type: (typeof askingTypes)[number]
  revision: number
  at: Instant
  /** The advisory, or what a correction says. */
  note: string
}

/** What answers it. */
export const answersTo = {
  'article.killed': ['removed', 'never_used'],
  'article.withdrawn': ['removed', 'never_used'],
  'article.corrected': ['corrected', 'never_used'],
} as const satisfies Record<Question['type'], readonly Answer[]>

/**
 * What whoever holds a story is asked now: its newest kill, withdrawal or correction. Undefined where there was
 * none, and where a withdrawn story is out again.
 */
export async function questionOn(
  queries: Queries,
  { id, status }: Pick<Article, 'id' | 'status'>,
): Promise<Question | undefined> {
  const { seq, type, revision, at, note } = changes
  const [newest] = await queries
    .select({ seq, type, revision, at, note })
    .from(changes)
    .where(and(eq(changes.articleId, id), inArray(type, [...askingTypes])))
    .orderBy(desc(seq))
    .limit(1)
  const asking = askingTypes.find((one) => one === newest?.type)
  if (!newest || !asking || (asking === 'article.withdrawn' && status === 'published')) return undefined
  return { ...newest, type: asking, revision: newest.revision ?? 0, note: newest.note ?? '' }
}

/** Whether somebody is asked who was served a story in this revision first: of a correction, in one before it. */
export function isAsked({ type, revision }: Question, firstServed: number): boolean {
  return type !== 'article.corrected' || firstServed < revision
}

/** The first revision of a story that a partner was served; undefined where it was served none. */
export async function firstServed(
  queries: Queries,
  partnerId: Id<'par'>,
  articleId: Id<'art'>,
): Promise<number | undefined> {
  const [held] = await queries
    .select({ revision: min(grants.revision) })
    .from(grants)
    .where(and(eq(grants.partnerId, partnerId), eq(grants.articleId, articleId)))
    .limit(1)
  return held?.revision ?? undefined
}

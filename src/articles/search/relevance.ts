import type { Queries } from '../../platform/database/database.ts'
import type { Listed } from '../listing.ts'
import { type Described, describedAmong } from './described.ts'
import type { Phrase, TextQuery } from './query.ts'
import { wordsOf } from './words.ts'

const inHeadline = 4
const inSummary = 2

/** A story with how well it fits a query. */
export type Ranked = Listed & Rank

/** Where a story stands among ranked ones. */
export interface Rank {
  points: number
  at: number
  id: string
}

/**
 * Stories that were found, the best first: what stands in the headline counts more than what stands in the
 * lines below it, and that more than what stands in the text alone. Of equal ones the newest is first.
 */
export async function ranked(queries: Queries, query: TextQuery, rows: Listed[]): Promise<Ranked[]> {
  const described = await describedAmong(
    queries,
    rows.map(({ id }) => id),
  )
  return rows
    .map(({ at, ...row }) => ({ ...row, at: at ?? 0, points: pointsOf(query, described.get(row.id)) }))
    .sort(inOrder)
}

/** The order of ranked stories: negative where one comes before the other. */
export function inOrder(one: Rank, other: Rank): number {
  return other.points - one.points || other.at - one.at || (one.id < other.id ? 1 : -1)
}

function pointsOf({ wanted }: TextQuery, story: Described | undefined): number {
  if (!story) return 0
  const headline = wordsOf(story.headline)
  const summary = wordsOf(`${story.subhead ?? ''}\n${story.summary ?? ''}`)
  return wanted.reduce(
    (points, phrase) =>
      points + (stands(phrase, headline) ? inHeadline : 0) + (stands(phrase, summary) ? inSummary : 0),
    0,
  )
}

export function stands(phrase: Phrase, words: string[]): boolean {
  return words.some((_, at) => phrase.every((word, offset) => words[at + offset] === word))
}

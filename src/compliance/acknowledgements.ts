import { and, asc, eq, inArray, max, type SQLWrapper, sql } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { type Article, findArticle } from '../articles/articles.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { type Id, newId } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { type Answer, answersTo, firstServed, isAsked, type Question, questionOn } from './questions.ts'
import { acknowledgements } from './tables.ts'

/** So many pages of a partner are known of a story. */
export const maxNamedPages = 50

const answersLooked = 50

export type Acknowledgement = typeof acknowledgements.$inferSelect

/** What a partner says it has done. */
export interface Given {
  answer: Answer
  /** Where the story stood. */
  pages?: string[] | undefined
  note?: string | undefined
}

/** Who answers, and by which way. */
export interface Answering extends Pick<Acknowledgement, 'partnerId' | 'way' | 'by'> {
  /** With a test key, what was made up for the partner is answered, and nothing else. */
  isSandbox?: boolean
}

export interface Answered {
  acknowledgement: Acknowledgement
  question: Question
}

/**
 * Records what a partner has done about the newest kill, withdrawal or correction of a story that it was served,
 * whatever its standing is. The same answer again changes nothing; another one counts from now on. Throws
 * `article-not-found` for a story that it was never served, `conflict` where there is nothing to answer.
 */
export async function acknowledge(
  tx: Tx,
  actor: Actor,
  { isSandbox = false, ...answering }: Answering,
  articleId: Id<'art'>,
  given: Given,
): Promise<Answered> {
  const { article, first } = await requireHeld(tx, answering.partnerId, articleId, isSandbox)
  const question = requireAsked(article, await questionOn(tx, article), first)
  requireFitting(article, question, given.answer)
  const acknowledgement: Acknowledgement = {
    id: newId('ack'),
    ...answering,
    articleId,
    seq: question.seq,
    answer: given.answer,
    pages: [...new Set(given.pages)],
    note: given.note ?? null,
    at: tx.now,
  }
  const { partnerId } = answering
  const before = (await newestAnswers(tx, [partnerId], question)).get(partnerId)
  if (before && saysTheSame(before, acknowledgement)) return { acknowledgement: before, question }

  await tx.insert(acknowledgements).values(acknowledgement)
  const { id, answer, pages, note } = acknowledgement
  const details = { acknowledgement: id, partnerId, by: answering.by, answer, pages, change: question.type }
  const words = note === null ? undefined : { about: partnerId, words: { note } }
  await audit(tx, actor, 'article.acknowledge', articleId, details, words)
  return { acknowledgement, question }
}

async function requireHeld(queries: Queries, partnerId: Id<'par'>, articleId: Id<'art'>, isSandbox: boolean) {
  const article = await findArticle(queries, articleId)
  if (article?.sandbox === (isSandbox ? partnerId : null)) {
    // Of what was made up no licenses are recorded: it is there for nobody else.
    const first = isSandbox ? 0 : await firstServed(queries, partnerId, articleId)
    if (first !== undefined) return { article, first }
  }
  throw new Problem('article-not-found')
}

function requireAsked({ id }: Article, question: Question | undefined, first: number): Question {
  if (!question)
    throw new Problem('conflict', {
      detail: `${id} was neither killed nor withdrawn nor corrected; there is nothing to answer.`,
    })
  if (isAsked(question, first)) return question
  throw new Problem('conflict', {
    detail: `You were served ${id} as it was corrected, and nothing else; there is nothing to answer.`,
  })
}

function requireFitting({ id }: Article, { type }: Question, answer: Answer): void {
  const fitting: readonly Answer[] = answersTo[type]
  if (fitting.includes(answer)) return
  throw new Problem('conflict', {
    detail: `${id} was ${type.replace('article.', '')}; the answer to that is ${fitting.join(' or ')}.`,
  })
}

function saysTheSame(a: Acknowledgement, b: Acknowledgement): boolean {
  return a.answer === b.answer && a.note === b.note && a.pages.join(' ') === b.pages.join(' ')
}

/** What each of these partners last answered. */
export async function newestAnswers(
  queries: Queries,
  partnerIds: Id<'par'>[],
  { seq }: Pick<Question, 'seq'>,
): Promise<Map<Id<'par'>, Acknowledgement>> {
  const newest = queries
    .select({ id: max(acknowledgements.id) })
    .from(acknowledgements)
    .where(and(eq(acknowledgements.seq, seq), inArray(acknowledgements.partnerId, partnerIds)))
    .groupBy(acknowledgements.partnerId)
  const rows = await queries
    .select()
    .from(acknowledgements)
    .where(inArray(acknowledgements.id, newest))
    .limit(partnerIds.length)
  return new Map(rows.map((row) => [row.partnerId, row]))
}

/** For the question whether the partner in a row of another query has answered a change. */
export function answersOn(queries: Queries, seq: number, partnerId: SQLWrapper) {
  return queries
    .select({ one: sql`1` })
    .from(acknowledgements)
    .where(and(eq(acknowledgements.seq, seq), eq(acknowledgements.partnerId, partnerId)))
}

/** Where each of these partners has said that a story stands or stood. */
export async function namedPages(
  queries: Queries,
  articleId: Id<'art'>,
  partnerIds: Id<'par'>[],
): Promise<Map<Id<'par'>, string[]>> {
  const { id, partnerId, pages } = acknowledgements
  const rows = await queries
    .select({ partnerId, pages })
    .from(acknowledgements)
    .where(and(inArray(partnerId, partnerIds), eq(acknowledgements.articleId, articleId)))
    .orderBy(asc(id))
    .limit(partnerIds.length * answersLooked)
  const given = [...Map.groupBy(rows, (row) => row.partnerId)]
  return new Map(
    given.map(([id, theirs]) => [
      id,
      [...new Set(theirs.flatMap((row) => row.pages))].slice(0, maxNamedPages),
    ]),
  )
}

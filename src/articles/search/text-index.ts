import { inArray, type SQL, sql } from 'drizzle-orm'
import { integer, table, text } from '../../platform/database/columns.ts'
import type { Tx } from '../../platform/database/database.ts'
import { dialect } from '../../platform/database/dialect.ts'
import { ordinalAt } from '../ordinals.ts'
import type { RevisionRow } from '../revisions.ts'
import type { Stretch } from '../terms.ts'
import { stripped } from '../text/strip.ts'
import type { Phrase, TextQuery } from './query.ts'
import { wordsOf } from './words.ts'

const maxWords = 10_000
const maxCharacters = 128 * 1024
// Stands between the fields of a story, so that no phrase reaches from one into the next; is no word.
const gap = '¶'

/** How many ordinals a season has: those of ninety days. */
export const season = ordinalAt(90 * 24 * 60 * 60 * 1_000)

/**
 * Made by `programmable.sql`: an FTS5 table without content, or a table with a tsvector. Its rows are numbered
 * by ordinal, but backwards: FTS5 finds the newest stories sixty times faster where they stand first.
 */
export const articleWords = table('article_words', { rowid: integer().notNull(), words: text().notNull() })

/** Keeps the words of a published story. */
export async function addText(tx: Tx, ordinal: number, revision: RevisionRow): Promise<void> {
  await tx.insert(articleWords).values(textRow(ordinal, revision))
}

/** The words of a story as they are stored. Whoever knows those of its body saves the time to take them from it. */
export function textRow(ordinal: number, revision: RevisionRow, inBody?: string[]) {
  return { rowid: -ordinal, words: notationOf(ordinal, revision, inBody) }
}

/** Forgets the words of stories, each of which are those of the revision that was added. */
export async function removeTexts(
  tx: Tx,
  texts: readonly { ordinal: number; revision: RevisionRow }[],
): Promise<void> {
  if (dialect === 'postgres') {
    const rows = texts.map(({ ordinal }) => -ordinal)
    await tx.delete(articleWords).where(inArray(articleWords.rowid, rows))
    return
  }
  // FTS5 keeps no text of its own to know by what is to be deleted, and gathers what comes in the order of its numbers.
  for (const { ordinal, revision } of texts.toSorted((one, other) => other.ordinal - one.ordinal))
    await tx.run(
      sql`INSERT INTO article_words (article_words, rowid, words) VALUES ('delete', ${-ordinal}, ${notationOf(ordinal, revision)})`,
    )
}

/** The condition that a text is as asked for. */
export function holds(query: TextQuery): SQL {
  return dialect === 'sqlite'
    ? sql`${articleWords.words} MATCH ${inFts5(query)}`
    : sql`${articleWords.words} @@ ${inTsquery(query)}::tsquery`
}

/** The condition that a text is of a story of a stretch. */
export function within({ from, before }: Stretch): SQL {
  const { rowid } = articleWords
  return sql`${rowid} > ${-BigInt(before)} AND ${rowid} <= ${-BigInt(from)}`
}

/** The condition that a text is of one of these stories. */
export function amongst(ordinals: number[]): SQL {
  // As whole numbers: the driver binds others as floating point, by which FTS5 finds nothing, or everything.
  return sql`${articleWords.rowid} IN ${ordinals.map((ordinal) => -BigInt(ordinal))}`
}

/** The condition that a text is as asked for, and of the seasons that a stretch reaches over. */
export function holdsWithin(query: TextQuery, { from, before }: Stretch): SQL {
  const names: string[] = []
  for (let ordinal = from; ordinal < before; ordinal += season) names.push(seasonOf(ordinal))
  const seasons = [...new Set([...names, seasonOf(before - 1)])]
  if (dialect === 'sqlite') {
    const either = seasons.map((one) => `"${one}"`).join(' OR ')
    return sql`${articleWords.words} MATCH ${inFts5(query, `(${either}) AND `)}`
  }
  const either = seasons.map((one) => `'${one}'`).join(' | ')
  return sql`${articleWords.words} @@ ${`(${either}) & ${inTsquery(query)}`}::tsquery`
}

// Kept among the words of a story: three months or so, in which its publication falls.
function seasonOf(ordinal: number): string {
  return `${gap}${Math.floor(ordinal / season)}`
}

// Words are letters and digits alone, so quoted ones mean nothing but themselves.
function inFts5({ wanted, unwanted }: TextQuery, first = ''): string {
  const phrase = (words: Phrase) => `"${words.join(' ')}"`
  const all = first + wanted.map(phrase).join(' AND ')
  return unwanted.length > 0 ? `(${all}) NOT (${unwanted.map(phrase).join(' OR ')})` : all
}

function inTsquery({ wanted, unwanted }: TextQuery): string {
  const phrase = (words: Phrase) => `(${words.map((word) => `'${word}'`).join(' <-> ')})`
  return [...wanted.map(phrase), ...unwanted.map((words) => `!${phrase(words)}`)].join(' & ')
}

// How each engine is told which words stand where.
function notationOf(ordinal: number, revision: RevisionRow, inBody = wordsOfBody(revision)): string {
  const words = wordsOfStory(revision, inBody).concat(seasonOf(ordinal))
  return dialect === 'sqlite' ? words.join(' ') : words.map((word, at) => `'${word}':${at + 1}`).join(' ')
}

// Of very long texts only the beginning is kept: a tsvector holds no more than 1 MiB and 16,383 places.
export function wordsOfStory(revision: RevisionRow, inBody = wordsOfBody(revision)): string[] {
  const { headline, subhead, summary, dateline, tags, authors } = revision
  const lines = [headline, subhead, summary, dateline, ...tags, ...authors.map(({ name }) => name)]
  const words = lines
    .flatMap((text) => (text === null ? [] : [...wordsOf(text), gap]))
    .concat(inBody, gap)
    .slice(0, maxWords)
  let left = maxCharacters
  const tooMuch = words.findIndex((word) => {
    left -= word.length
    return left < 0
  })
  return tooMuch === -1 ? words : words.slice(0, tooMuch)
}

function wordsOfBody({ bodyHtml }: RevisionRow): string[] {
  return wordsOf(stripped(bodyHtml).slice(0, maxCharacters))
}

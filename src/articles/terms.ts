import { and, count, desc, eq, gte, inArray, lt } from 'drizzle-orm'
import type { Queries, Tx } from '../platform/database/database.ts'
import type { RevisionRow } from './revisions.ts'
import { fold } from './search/words.ts'
import { articleTerms, type termKinds } from './tables.ts'

/** Something that stories have in common: a section, a tag, a topic, a reporter, a language. */
export interface Term {
  kind: (typeof termKinds)[number]
  value: string
}

/** A stretch of the published stories: from one ordinal up to before another. */
export interface Stretch {
  from: number
  before: number
}

/** Stories of a stretch, the newest first, and before which of them there may be more. */
export interface Matches {
  ordinals: number[]
  before: number | undefined
}

/** A term as it is kept: names are the same whatever their case and accents. */
export function termOf(kind: Term['kind'], value: string): Term {
  return { kind, value: kind === 'topic' || kind === 'reporter' ? value : fold(value.trim()) }
}

/** Keeps what a published story is found by. */
export async function addTerms(tx: Tx, ordinal: number, revision: RevisionRow): Promise<void> {
  await tx.insert(articleTerms).values(termRows(ordinal, revision))
}

/** The terms of a story as they are stored, each once. */
export function termRows(ordinal: number, revision: RevisionRow) {
  const terms = new Map(termsOf(revision).map((term) => [`${term.kind} ${term.value}`, term]))
  return [...terms.values()].map((term) => ({ ...term, ordinal }))
}

export async function removeTerms(tx: Tx, ordinals: number[]): Promise<void> {
  await tx.delete(articleTerms).where(inArray(articleTerms.ordinal, ordinals))
}

/** Which stories of a stretch have a term, the newest first. */
export async function ordinalsWith(
  queries: Queries,
  term: Term,
  stretch: Stretch,
  limit: number,
): Promise<Matches> {
  const rows = await newestWith(queries, term, stretch, limit)
  const ordinals = rows.map(({ ordinal }) => ordinal)
  return { ordinals, before: ordinals.length < limit ? undefined : ordinals.at(-1) }
}

/** How many stories of a stretch have a term, counted no further than the limit. */
export async function countWith(
  queries: Queries,
  term: Term,
  stretch: Stretch,
  limit: number,
): Promise<number> {
  const some = newestWith(queries, term, stretch, limit).as('some')
  const [found] = await queries.select({ stories: count() }).from(some).limit(1)
  return found?.stories ?? 0
}

function newestWith(queries: Queries, { kind, value }: Term, { from, before }: Stretch, limit: number) {
  return queries
    .select({ ordinal: articleTerms.ordinal })
    .from(articleTerms)
    .where(
      and(
        eq(articleTerms.kind, kind),
        eq(articleTerms.value, value),
        gte(articleTerms.ordinal, from),
        lt(articleTerms.ordinal, before),
      ),
    )
    .orderBy(desc(articleTerms.ordinal))
    .limit(limit)
}

/** What a story is found by. */
export function termsOf({ section, tags, topics, authors, language }: RevisionRow): Term[] {
  return [
    ...(section === null ? [] : [termOf('section', section)]),
    ...tags.map((tag) => termOf('tag', tag)),
    ...topics.map((code) => termOf('topic', code)),
    ...authors.map(({ id }) => termOf('reporter', id)),
    ...languagesOf(language).map((tag) => termOf('language', tag)),
  ]
}

// `zh-Hant-TW` is also `zh-Hant` and `zh`: a range of RFC 4647 (3.3.1) finds it by each.
function languagesOf(tag: string): string[] {
  const parts = tag.split('-')
  return parts.map((_, at) => parts.slice(0, at + 1).join('-'))
}

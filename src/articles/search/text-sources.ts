import { and, asc, count, desc, lt, type SQL, sql } from 'drizzle-orm'
import type { Queries } from '../../platform/database/database.ts'
import { dialect } from '../../platform/database/dialect.ts'
import { articles } from '../tables.ts'
import type { Matches, Stretch } from '../terms.ts'
import type { TextQuery } from './query.ts'
import { amongst, articleWords, holds, holdsWithin, season, within } from './text-index.ts'

// A word in fewer stories than that is rare: all stories with it are found in no time.
const manyStories = 1_000
// How many stories one statement looks at where every word is frequent.
const storiesPerWindow = 5_000
const storiesPerWalk = 1_000
const maxSeasons = 80
const fewOfWalk = 50
const furtherEachTime = 5

/** Finds stories of a stretch by their text, a batch at a time. */
export type TextSource = (stretch: Stretch, limit: number) => Promise<Matches>

/** How stories are found by their text, so that no statement takes long however frequent the words are. */
export async function textSource(queries: Queries, query: TextQuery, stretch: Stretch): Promise<TextSource> {
  return dialect === 'sqlite' ? inFts5(queries, query, stretch) : inTsvectors(queries, query)
}

/** Those of the stories whose text is as asked for. */
export async function textAmong(
  queries: Queries,
  query: TextQuery,
  ordinals: number[],
): Promise<Set<number>> {
  const reach = { from: Math.min(...ordinals), before: Math.max(...ordinals) + 1 }
  const condition = (await isNear(queries, reach))
    ? and(holdsWithin(query, reach), within(reach))
    : and(holds(query), amongst(ordinals))
  const rows = await queries
    .select({ rowid: articleWords.rowid })
    .from(articleWords)
    .where(condition)
    .limit(storiesPerWindow)
  return new Set(rows.map(({ rowid }) => -rowid))
}

// FTS5 looks at all stories that stand between two as quickly as at some of them one by one.
async function isNear(queries: Queries, { from, before }: Stretch): Promise<boolean> {
  if (dialect === 'postgres' || before - from > maxSeasons * season) return false
  const floor = await nthBefore(queries, before, storiesPerWindow)
  return floor === undefined || floor <= from
}

// FTS5 finds the newest stories with a word at once, and those with several as quickly as the rarest of them
// allows. Where all are frequent and seldom together it would search the whole library, whatever the stretch:
// it heeds the end of that only where it finds something. Hence the seasons, which are words to it.
async function inFts5(queries: Queries, query: TextQuery, whole: Stretch): Promise<TextSource> {
  if (await isQuick(queries, query, whole))
    return async (stretch, limit) =>
      matchesOf(await newestWith(queries, holds(query), stretch, limit), limit, stretch, undefined)

  return async (stretch, limit) => {
    const newest = await nthBefore(queries, stretch.before, 1)
    if (newest === undefined) return { ordinals: [], before: undefined }
    const floor = await nthBefore(queries, stretch.before, storiesPerWindow)
    const from = Math.max(stretch.from, floor ?? stretch.from, newest - maxSeasons * season)
    const window = { from, before: newest + 1 }
    const found = await newestWith(queries, holdsWithin(query, window), window, limit)
    return matchesOf(found, limit, stretch, from)
  }
}

async function isQuick(
  queries: Queries,
  { wanted, unwanted }: TextQuery,
  stretch: Stretch,
): Promise<boolean> {
  const words = new Set(wanted.flat())
  if (words.size === 1 && unwanted.length === 0) return true
  for (const word of words) {
    const one = holds({ wanted: [[word]], unwanted: [] })
    const some = newestWith(queries, one, stretch, manyStories).as('some')
    const [found] = await queries.select({ stories: count() }).from(some).limit(1)
    if (found && found.stories < manyStories) return true
  }
  return false
}

function newestWith(queries: Queries, condition: SQL, stretch: Stretch, limit: number) {
  const { rowid } = articleWords
  return (
    queries
      .select({ rowid })
      .from(articleWords)
      .where(and(condition, within(stretch)))
      // The sum keeps PostgreSQL from looking at every story in this order instead of at those found.
      .orderBy(asc(dialect === 'sqlite' ? rowid : sql`${rowid} + 0`))
      .limit(limit)
  )
}

// Looking at the newest stories one by one finds frequent words alone. GIN finds all stories with a word, which
// takes long where they are many, so it is asked for those of some seasons: the further back, the fewer there were.
function inTsvectors(queries: Queries, query: TextQuery): TextSource {
  let reach: number | undefined
  return async (stretch, limit) => {
    if (reach === undefined) {
      const newest = await nthBefore(queries, stretch.before, 1)
      const floor = await nthBefore(queries, stretch.before, storiesPerWalk)
      const from = Math.max(stretch.from, floor ?? stretch.from)
      const found = await walk(queries, query, { ...stretch, from }, limit)
      const isFrequent = found.length >= Math.min(fewOfWalk, limit)
      if (newest !== undefined && floor !== undefined && !isFrequent)
        reach = furtherEachTime * (newest - floor)
      return matchesOf(found, limit, stretch, floor)
    }
    const window = { ...stretch, from: Math.max(stretch.from, stretch.before - reach) }
    const condition = reach > maxSeasons * season ? holds(query) : holdsWithin(query, window)
    const found = await newestWith(queries, condition, window, limit)
    if (found.length < limit) reach *= furtherEachTime
    return matchesOf(found, limit, stretch, window.from)
  }
}

async function walk(queries: Queries, query: TextQuery, { from, before }: Stretch, limit: number) {
  const { rowid } = articleWords
  // Under the name of the table, and with a limit, so that the search is made in these alone.
  const newest = queries
    .select()
    .from(articleWords)
    .where(within({ from, before }))
    .orderBy(asc(rowid))
    .limit(2 * storiesPerWalk)
    .as('article_words')
  return queries
    .select({ rowid: newest.rowid })
    .from(newest)
    .where(holds(query))
    .orderBy(asc(newest.rowid))
    .limit(limit)
}

async function nthBefore(queries: Queries, before: number, nth: number): Promise<number | undefined> {
  const [story] = await queries
    .select({ ordinal: articles.ordinal })
    .from(articles)
    .where(lt(articles.ordinal, before))
    .orderBy(desc(articles.ordinal))
    .limit(1)
    .offset(nth - 1)
  return story?.ordinal ?? undefined
}

function matchesOf(
  rows: { rowid: number }[],
  limit: number,
  { from }: Stretch,
  floor: number | undefined,
): Matches {
  const ordinals = rows.map(({ rowid }) => -rowid)
  if (ordinals.length === limit) return { ordinals, before: ordinals.at(-1) }
  return { ordinals, before: floor === undefined || floor <= from ? undefined : floor }
}

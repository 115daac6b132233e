import { and, asc, eq, gt, gte, inArray, isNull, or } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database, Queries, Tx } from '../platform/database/database.ts'
import type { Journal } from '../platform/database/journal.ts'
import type { Id } from '../platform/ids.ts'
import { beginEpoch } from './changes.ts'
import { type KillEntry, type Killed, killEntry, readKillLog } from './kill-log.ts'
import { killAgain } from './retraction.ts'
import { articles } from './tables.ts'

const pageSize = 1_000
// Few enough that other nodes can write in between.
const perWrite = 100
const actor: Actor = { kind: 'system', name: 'kill log' }

/** What had to be done so that database and kill log say the same. */
interface Replayed {
  /** Killed again: the database was restored from a backup of before the kill. */
  killed: Id<'art'>[]
  /** Not in the database at all: the backup is older than the story. */
  unknown: Id<'art'>[]
  /** The numbers of lines of the log that say nothing. */
  unreadable: number[]
}

/** Makes database and kill log agree, before anything is served: a killed story stays killed. */
export async function replayKills(database: Database, journal: Journal): Promise<Replayed> {
  const { entries, unreadable } = await readKillLog(journal)
  const logged = new Map(entries.map((entry) => [entry.articleId, entry]))
  const stored = await killedIn(database.read)
  const unlogged = stored.filter(({ id }) => !logged.has(id))
  if (unlogged.length > 0) await journal.append(unlogged.map(killEntry))

  for (const { id } of stored) logged.delete(id)
  return { ...(await killLogged(database, [...logged.values()])), unreadable }
}

async function killLogged(database: Database, entries: KillEntry[]): Promise<Omit<Replayed, 'unreadable'>> {
  const wanted = new Map(entries.map((entry) => [entry.articleId, entry]))
  const known = await existing(database.read, [...wanted.keys()])
  const killed: Id<'art'>[] = []
  for (let from = 0; from < known.length; from += perWrite) {
    const some = known.slice(from, from + perWrite)
    killed.push(...(await database.write((tx) => killSome(tx, some, wanted, killed.length === 0))))
  }
  const there = new Set(known)
  return { killed, unknown: [...wanted.keys()].filter((id) => !there.has(id)) }
}

async function killSome(
  tx: Tx,
  ids: Id<'art'>[],
  wanted: ReadonlyMap<Id<'art'>, KillEntry>,
  first: boolean,
): Promise<Id<'art'>[]> {
  const stories = await tx.select().from(articles).where(inArray(articles.id, ids)).limit(ids.length)
  // Another node may have been faster.
  const alive = stories.filter(({ status }) => status !== 'killed')
  // The database is older than the log, so cursors may lie behind changes that it has lost.
  if (first && alive.length > 0) await beginEpoch(tx)
  const kills = alive.flatMap((article) => {
    const entry = wanted.get(article.id)
    // Who knew of the story is as it was at the kill, whatever the backup or the time that has passed says.
    const { embargoedUntil = article.embargoedUntil } = entry ?? {}
    return entry ? [{ ...entry, article, embargoedUntil }] : []
  })
  await killAgain(tx, actor, kills)
  return alive.map(({ id }) => id)
}

async function existing(read: Queries, ids: Id<'art'>[]): Promise<Id<'art'>[]> {
  const found: Id<'art'>[] = []
  for (let from = 0; from < ids.length; from += pageSize) {
    const some = ids.slice(from, from + pageSize)
    const rows = await read
      .select({ id: articles.id })
      .from(articles)
      .where(inArray(articles.id, some))
      .limit(pageSize)
    found.push(...rows.map(({ id }) => id))
  }
  return found
}

// In the order of an index: by their ids alone the whole library would be searched for them.
async function killedIn(read: Queries): Promise<KilledRow[]> {
  const found: KilledRow[] = []
  for (;;) {
    const page = await killedAfter(read, found.at(-1))
    found.push(...page)
    if (page.length < pageSize) return found
  }
}

type KilledRow = Killed & { updatedAt: Instant }

async function killedAfter(read: Queries, last: KilledRow | undefined): Promise<KilledRow[]> {
  const { id, updatedAt, advisory, internalReason, embargoedUntil } = articles
  return read
    .select({ id, updatedAt, advisory, internalReason, embargoedUntil })
    .from(articles)
    .where(
      and(
        isNull(articles.sandbox),
        eq(articles.status, 'killed'),
        last && gte(updatedAt, last.updatedAt),
        last && or(gt(updatedAt, last.updatedAt), gt(id, last.id)),
      ),
    )
    .orderBy(asc(updatedAt), asc(id))
    .limit(pageSize)
}

import { and, asc, eq, gt } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import type { Journal } from '../platform/database/journal.ts'
import type { Id } from '../platform/ids.ts'
import { findArticle } from './articles.ts'
import { beginEpoch } from './changes.ts'
import { type KillEntry, type Killed, killEntry, killsIn } from './kill-log.ts'
import { killWhatever } from './retraction.ts'
import { articles } from './tables.ts'

const pageSize = 1_000
const actor: Actor = { kind: 'system', name: 'kill log' }

/** What had to be done so that database and kill log say the same. */
interface Replayed {
  /** Killed again: the database was restored from a backup of before the kill. */
  killed: Id<'art'>[]
  /** Not in the database at all: the backup is older than the story. */
  unknown: Id<'art'>[]
}

/** Makes database and kill log agree, before anything is served: a killed story stays killed. */
export async function replayKills(database: Database, journal: Journal): Promise<Replayed> {
  const logged = new Map(killsIn(await journal.lines()).map((entry) => [entry.articleId, entry]))
  const stored = await killedIn(database.read)
  const unlogged = stored.filter(({ id }) => !logged.has(id))
  if (unlogged.length > 0) await journal.append(unlogged.map(killEntry))

  const known = new Set(stored.map(({ id }) => id))
  const replayed: Replayed = { killed: [], unknown: [] }
  for (const entry of logged.values()) {
    if (known.has(entry.articleId)) continue
    const outcome = (await killAgain(database, entry)) ? 'killed' : 'unknown'
    replayed[outcome].push(entry.articleId)
  }
  // The database is older than the log, so cursors may lie behind changes that it has lost.
  if (replayed.killed.length > 0) await database.write(beginEpoch)
  return replayed
}

async function killAgain(database: Database, entry: KillEntry): Promise<boolean> {
  return database.write(async (tx) => {
    const article = await findArticle(tx, entry.articleId)
    // Another node may have been faster.
    if (!article || article.status === 'killed') return article !== undefined

    // Who knew of the story is as it was at the kill, whatever the backup or the time that has passed says.
    const { advisory, internalReason, embargoedUntil = article.embargoedUntil } = entry
    const retraction = { advisory, internalReason: internalReason ?? undefined }
    await killWhatever(tx, actor, { ...article, embargoedUntil }, retraction)
    return true
  })
}

async function killedIn(read: Queries) {
  const { id, advisory, internalReason, embargoedUntil } = articles
  const found: Killed[] = []
  for (let after: Id<'art'> | undefined; ; after = found.at(-1)?.id) {
    const page = await read
      .select({ id, advisory, internalReason, embargoedUntil })
      .from(articles)
      .where(and(eq(articles.status, 'killed'), after && gt(articles.id, after)))
      .orderBy(asc(articles.id))
      .limit(pageSize)
    found.push(...page)
    if (page.length < pageSize) return found
  }
}

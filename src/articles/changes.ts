import { and, asc, desc, eq, gt, type SQL } from 'drizzle-orm'
import type { Queries, Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { articles, changeLogEpochs, changes, type changeTypes, revisions } from './tables.ts'

type ChangeType = (typeof changeTypes)[number]

export interface NewChange {
  type: ChangeType
  articleId?: Id<'art'>
  revision?: number
  note?: string | undefined
}

/** Adds the next entry; the write lock makes the numbers gap-free in commit order. */
export async function recordChange(tx: Tx, { type, articleId, revision, note }: NewChange): Promise<void> {
  await tx.insert(changes).values({
    seq: (await newestChange(tx)) + 1,
    type,
    at: tx.now,
    articleId: articleId ?? null,
    revision: revision ?? null,
    note: note ?? null,
  })
}

/** The number of the newest entry; 0 while the log is empty. */
export async function newestChange(queries: Queries): Promise<number> {
  const [newest] = await queries
    .select({ seq: changes.seq })
    .from(changes)
    .orderBy(desc(changes.seq))
    .limit(1)
  return newest?.seq ?? 0
}

/** What cursors carry so that those of a log before a restore can be told apart. */
export async function currentEpoch(queries: Queries): Promise<string> {
  const [row] = await queries.select().from(changeLogEpochs).orderBy(desc(changeLogEpochs.startedAt)).limit(1)
  if (!row) throw new Error('The change log has no epoch; the database was not migrated by wirecopy')
  return row.epoch
}

/** Entries after a number, each with the present state of its article and the revision it speaks of. */
export async function changesAfter(queries: Queries, after: number, limit: number, only?: SQL) {
  return queries
    .select({
      change: changes,
      article: {
        id: articles.id,
        status: articles.status,
        advisory: articles.advisory,
        revision: articles.revision,
      },
      revision: {
        number: revisions.number,
        headline: revisions.headline,
        byline: revisions.byline,
        authors: revisions.authors,
        canonicalUrl: revisions.canonicalUrl,
      },
    })
    .from(changes)
    .leftJoin(articles, eq(articles.id, changes.articleId))
    .leftJoin(
      revisions,
      and(eq(revisions.articleId, changes.articleId), eq(revisions.number, changes.revision)),
    )
    .where(and(gt(changes.seq, after), only))
    .orderBy(asc(changes.seq))
    .limit(limit)
}

export type ChangeRow = Awaited<ReturnType<typeof changesAfter>>[number]

import { and, asc, desc, eq, gt, inArray, placeholder, type SQL } from 'drizzle-orm'
import type { Queries, Tx } from '../platform/database/database.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { Id } from '../platform/ids.ts'
import type { Article } from './articles.ts'
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
  const [newest] = await newestSeq(queries).execute()
  return newest?.seq ?? 0
}

const newestSeq = prepared((queries) =>
  queries.select({ seq: changes.seq }).from(changes).orderBy(desc(changes.seq)).limit(1).prepare(),
)

/** What cursors carry so that those of a log before a restore can be told apart. */
export async function currentEpoch(queries: Queries): Promise<string> {
  const [row] = await newestEpoch(queries).execute()
  if (!row) throw new Error('The change log has no epoch; the database was not migrated by wirecopy')
  return row.epoch
}

const newestEpoch = prepared((queries) =>
  queries.select().from(changeLogEpochs).orderBy(desc(changeLogEpochs.startedAt)).limit(1).prepare(),
)

/** An entry's number, and the status that its article has now. */
export interface LoggedChange {
  seq: number
  status: Article['status'] | null
}

/** Entries after a number, in order. */
export async function changesAfter(
  queries: Queries,
  after: number,
  limit: number,
  only?: SQL,
): Promise<LoggedChange[]> {
  return only
    ? pageOfLog(queries, only).execute({ after, limit })
    : wholeLog(queries).execute({ after, limit })
}

const wholeLog = prepared((queries) => pageOfLog(queries))

function pageOfLog(queries: Queries, only?: SQL) {
  return queries
    .select({ seq: changes.seq, status: articles.status })
    .from(changes)
    .leftJoin(articles, eq(articles.id, changes.articleId))
    .where(and(gt(changes.seq, placeholder('after')), only))
    .orderBy(asc(changes.seq))
    .limit(placeholder('limit'))
    .prepare()
}

/** The entries with these numbers, by number, each with the revision that it speaks of. */
export async function changesNumbered(queries: Queries, seqs: number[]) {
  const rows = await queries
    .select({
      change: changes,
      revision: {
        articleId: revisions.articleId,
        number: revisions.number,
        headline: revisions.headline,
        byline: revisions.byline,
        authors: revisions.authors,
        canonicalUrl: revisions.canonicalUrl,
      },
    })
    .from(changes)
    .leftJoin(
      revisions,
      and(eq(revisions.articleId, changes.articleId), eq(revisions.number, changes.revision)),
    )
    .where(inArray(changes.seq, seqs))
    .limit(seqs.length)
  return new Map(rows.map((row) => [row.change.seq, row]))
}

export type ChangeRow = NonNullable<ReturnType<Awaited<ReturnType<typeof changesNumbered>>['get']>>

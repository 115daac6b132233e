import { randomBytes } from 'node:crypto'
import { and, asc, desc, eq, gt, inArray, or, placeholder, type SQL } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import { insertAll, insertOne } from '../platform/database/bulk.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { Id } from '../platform/ids.ts'
import type { Article } from './articles.ts'
import { wakeFollowers } from './change-following.ts'
import { articles, changeLogEpochs, changes, type changeTypes, removed, revisions } from './tables.ts'

const maxEpochs = 1_000
const maxWithdrawals = 1_000
const epochBytes = 8

type ChangeType = (typeof changeTypes)[number]

export interface NewChange {
  type: ChangeType
  articleId?: Id<'art'>
  /** Without an article, the version of what the entry is about. */
  revision?: number
  note?: string | undefined
  /** Not for partners who must not know of the story yet. */
  advanceOnly?: boolean
  /** Something of the story must come down wherever it was published. */
  comesDown?: boolean
  /** As the story has it. */
  sandbox?: Article['sandbox']
}

/** Adds the next entry; the write lock makes the numbers gap-free in commit order. */
export async function recordChange(tx: Tx, change: NewChange): Promise<void> {
  const { sandbox = null, ...told } = change
  // Whoever it was made up for has been told all there is.
  if (sandbox === removed) return
  const seq = (await newestChange(tx)) + 1
  await insertOne(tx, changes, { ...entryOf(told), seq, at: tx.now, sandbox })
  await wakeFollowers(tx)
}

/** Adds the next entries at once, of stories that nobody made up. */
export async function recordChanges(tx: Tx, several: readonly Omit<NewChange, 'sandbox'>[]): Promise<void> {
  const newest = await newestChange(tx)
  const rows = several.map((change, at) => ({
    ...entryOf(change),
    ...{ seq: newest + 1 + at, at: tx.now, sandbox: null },
  }))
  await insertAll(tx, changes, rows)
  if (rows.length > 0) await wakeFollowers(tx)
}

function entryOf({
  type,
  articleId,
  revision,
  note,
  advanceOnly = false,
  comesDown = false,
}: Omit<NewChange, 'sandbox'>) {
  const about = { articleId: articleId ?? null, revision: revision ?? null, note: note ?? null }
  return { type, ...about, advanceOnly, comesDown }
}

const mendingTypes = ['article.corrected', 'article.withdrawn', 'article.killed'] as const

/** The entries on what must come down, or be mended, of what somebody holds. */
export const mendsWhatIsHeld = or(inArray(changes.type, [...mendingTypes]), eq(changes.comesDown, true))

/** Whether an entry is one of those. */
export function mends({ type, comesDown }: Pick<typeof changes.$inferSelect, 'type' | 'comesDown'>): boolean {
  return comesDown || mendingTypes.some((one) => one === type)
}

/** The number of the newest entry, whoever may know of it; 0 while the log is empty. */
export async function newestChange(queries: Queries): Promise<number> {
  const [newest] = await wholeLogEnd(queries).execute()
  return newest?.seq ?? 0
}

const wholeLogEnd = prepared((queries) => logEnd(queries))

/** What cursors carry so that those of a log before a restore can be told apart. */
export async function currentEpoch(queries: Queries): Promise<string> {
  const [row] = await newestEpoch(queries).execute()
  if (!row) throw new Error('The change log has no epoch; the database was not migrated by wirecopy')
  return row.epoch
}

const newestEpoch = prepared((queries) =>
  queries.select().from(changeLogEpochs).orderBy(desc(changeLogEpochs.startedAt)).limit(1).prepare(),
)

/** Begins a new epoch: the log is not the one that cursors of the present epoch were made for. */
export async function beginEpoch(tx: Tx): Promise<void> {
  const [newest] = await newestEpoch(tx).execute()
  const startedAt = Math.max(tx.now, (newest?.startedAt ?? 0) + 1)
  await tx.insert(changeLogEpochs).values({ epoch: randomBytes(epochBytes).toString('hex'), startedAt })
}

/** Every epoch that the log has had, the newest first. */
export async function epochsOf(queries: Queries): Promise<string[]> {
  const rows = await queries
    .select()
    .from(changeLogEpochs)
    .orderBy(desc(changeLogEpochs.startedAt))
    .limit(maxEpochs)
  return rows.map(({ epoch }) => epoch)
}

/** An entry's number, and what its article is now. */
export interface LoggedChange {
  seq: number
  status: Article['status'] | null
  embargoedUntil: Instant | null
}

/** An entry as a page of the log has it. */
export interface LogRow extends LoggedChange {
  articleId: Id<'art'> | null
  advanceOnly: boolean
}

/** In which revisions a story was when it was withdrawn, or its time was over, each time. */
export async function withdrawalsOf(queries: Queries, id: Id<'art'>): Promise<number[]> {
  const rows = await queries
    .select({ revision: changes.revision })
    .from(changes)
    .where(and(eq(changes.articleId, id), eq(changes.type, 'article.withdrawn')))
    .orderBy(asc(changes.seq))
    .limit(maxWithdrawals)
  return rows.map(({ revision }) => revision ?? 0)
}

/** A statement for entries after a number, in order. */
export function logPage(queries: Queries, only?: SQL) {
  return queries
    .select({
      seq: changes.seq,
      articleId: changes.articleId,
      advanceOnly: changes.advanceOnly,
      status: articles.status,
      embargoedUntil: articles.embargoedUntil,
    })
    .from(changes)
    .leftJoin(articles, eq(articles.id, changes.articleId))
    .where(and(gt(changes.seq, placeholder('after')), only))
    .orderBy(asc(changes.seq))
    .limit(placeholder('limit'))
    .prepare()
}

/** A statement for the number of the newest entry. */
export function logEnd(queries: Queries, only?: SQL) {
  return queries
    .select({ seq: changes.seq })
    .from(changes)
    .where(only)
    .orderBy(desc(changes.seq))
    .limit(1)
    .prepare()
}

/** A statement for which of these stories have an entry after a number. */
export function laterOn(queries: Queries, articleIds: readonly Id<'art'>[], only?: SQL) {
  return queries
    .selectDistinct({ articleId: changes.articleId })
    .from(changes)
    .where(and(inArray(changes.articleId, [...articleIds]), gt(changes.seq, placeholder('after')), only))
    .limit(articleIds.length)
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

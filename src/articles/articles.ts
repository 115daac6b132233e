import { and, desc, eq, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import { insertOne } from '../platform/database/bulk.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { type Id, newId } from '../platform/ids.ts'
import { invalid, Problem } from '../problems.ts'
import type { Content } from './content.ts'
import { picturesOf } from './media/media.ts'
import { planTurn } from './plans.ts'
import { requireRelated } from './related.ts'
import { authorsOf } from './reporters.ts'
import { findRevision } from './revisions.ts'
import { articles, revisions } from './tables.ts'

// What drafts of older releases do not have.
const addedLater = { topics: [], related: [], media: [] } satisfies Partial<Content>

export type Article = typeof articles.$inferSelect

export interface ArticleNotes {
  /** The headline was made for want of the desk's own. */
  workingHeadline?: boolean
  /** Shown to staff only. */
  deskNote?: string
  /** A killed story in whose place this one is written. */
  replaces?: Id<'art'> | undefined
  /** The partner whose test keys it is made up for, and until when. */
  sandbox?: { partnerId: Id<'par'>; until: Instant | undefined }
}

/** Starts a story as a draft. */
export async function createArticle(
  tx: Tx,
  actor: Actor,
  content: Content,
  notes: ArticleNotes = {},
): Promise<Article> {
  await requireReferences(tx, content)
  if (notes.replaces) await requireKilled(tx, notes.replaces)
  const article: Article = {
    id: newId('art'),
    status: 'draft',
    revision: 0,
    draft: content,
    version: 1,
    publishedAt: null,
    updatedAt: tx.now,
    createdAt: tx.now,
    ordinal: null,
    publishAt: null,
    embargoedUntil: null,
    expiresAt: null,
    advisory: null,
    internalReason: null,
    replaces: notes.replaces ?? null,
    workingHeadline: notes.workingHeadline ?? false,
    deskNote: notes.deskNote ?? null,
    sandbox: notes.sandbox?.partnerId ?? null,
    sandboxUntil: notes.sandbox?.until ?? null,
  }
  await insertOne(tx, articles, article)
  await audit(tx, actor, 'article.create', article.id, { headline: content.headline })
  return article
}

/** Changes the next revision in the making; a story that is out gets one from its newest revision. */
export async function editDraft(
  tx: Tx,
  actor: Actor,
  article: Article,
  fields: Partial<Content>,
): Promise<Article> {
  if (article.status === 'killed') throw killed(article)
  const draft = { ...(await contentOf(tx, article)), ...fields }
  await requireReferences(tx, draft)
  await audit(tx, actor, 'article.edit', article.id, { fields: Object.keys(fields) })
  return store(tx, {
    ...article,
    draft,
    // Of a published story it tells partners when what they read changed; a draft is nothing that they read.
    updatedAt: article.status === 'published' ? article.updatedAt : tx.now,
    workingHeadline: article.workingHeadline && fields.headline === undefined,
  })
}

/** The text an editor would go on from: the draft, or else the newest revision. */
export async function contentOf(queries: Queries, article: Article): Promise<Content> {
  if (article.draft) return { ...addedLater, ...article.draft }
  const revision = await findRevision(queries, article.id, article.revision)
  if (!revision) throw new Error(`Article ${article.id} has neither a draft nor revision ${article.revision}`)
  return revision.content
}

/** A real story, for a verb. Throws `article-not-found`, also for what was made up for a sandbox. */
export async function requireArticle(queries: Queries, id: Id<'art'>): Promise<Article> {
  const article = await findArticle(queries, id)
  if (article?.sandbox !== null)
    throw new Problem('article-not-found', { detail: `${id} is not an article.` })
  return article
}

export async function findArticle(queries: Queries, id: Id<'art'>): Promise<Article | undefined> {
  const [article] = await queries.select().from(articles).where(eq(articles.id, id)).limit(1)
  return article
}

interface Page {
  limit: number
  status?: Article['status'] | undefined
  after?: Creation | undefined
}

interface Creation {
  createdAt: Instant
  id: Id<'art'> | ''
}

/** A page of the desk's stories, newest first, whatever their status, each with its present headline. */
export async function listArticles(queries: Queries, { limit, status, after }: Page) {
  const within = and(
    isNull(articles.sandbox),
    status && eq(articles.status, status),
    after && createdBefore(after),
  )
  const rows = await deskStories(queries, within)
    .orderBy(desc(articles.createdAt), desc(articles.id))
    .limit(limit)
  return rows.map(headed)
}

/** The condition that a story stands behind this one, the newest first. */
export function createdBefore({ createdAt, id }: Creation): SQL | undefined {
  return and(
    // Says no more than the next line, but this much an index can start from.
    lte(articles.createdAt, createdAt),
    or(lt(articles.createdAt, createdAt), lt(sql`${articles.id}`, id)),
  )
}

/** Stories with the headline that each was published under last. */
export function deskStories(queries: Queries, within: SQL | undefined) {
  return queries
    .select({ article: articles, published: revisions.headline })
    .from(articles)
    .leftJoin(revisions, and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision)))
    .where(within)
}

/** A story with its present headline. */
export function headed({ article, published }: { article: Article; published: string | null }) {
  return { ...article, headline: article.draft ? article.draft.headline : published }
}

async function requireReferences(tx: Tx, { reporters, related, media }: Content): Promise<void> {
  await authorsOf(tx, reporters)
  await picturesOf(tx, media)
  await requireRelated(tx, related)
}

/** Writes the row of a story; only the verbs of this room call it. */
export async function store(tx: Tx, article: Article): Promise<Article> {
  const row = { ...article, version: article.version + 1 }
  await tx.update(articles).set(row).where(eq(articles.id, article.id))
  await invalidate(tx, article.id)
  await planTurn(tx, row)
  return row
}

async function requireKilled(tx: Tx, id: Id<'art'>): Promise<void> {
  const { status, embargoedUntil, sandbox } = (await findArticle(tx, id)) ?? {}
  if (status !== 'killed' || sandbox !== null)
    throw invalid('replaces', `must be a killed story; ${id} is ${sandbox === null ? status : 'no article'}`)
  if (embargoedUntil) throw invalid('replaces', `${id} was killed under embargo; nobody is to learn of it`)
}

/** What every verb answers for a killed story: it stays killed. */
export function killed({ id }: Article): Problem {
  return new Problem('conflict', {
    detail: `${id} was killed and can never be published again; write a new article.`,
  })
}

import { and, asc, eq, gt, gte, inArray, or } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import { insertOne } from '../platform/database/bulk.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { bylineOf } from './byline.ts'
import type { Author, Content, Picture } from './content.ts'
import { articles, revisions } from './tables.ts'

const correctionsPerRead = 500
const maxSlugLength = 80

export type RevisionRow = typeof revisions.$inferSelect
export type RevisionKind = RevisionRow['kind']

/** One publication of a story, with the text as an editor would go on from it. */
interface Revision extends RevisionRow {
  content: Content
}

/** A public note on what was wrong. */
export interface Correction {
  revision: number
  at: number
  note: string
}

interface NewRevision {
  articleId: Id<'art'>
  number: number
  kind: RevisionKind
  note: string | undefined
  content: Content & { headline: string; bodyHtml: NonNullable<Content['bodyHtml']> }
  authors: Author[]
  pictures: Picture[]
}

/** Adds a publication; byline, affiliations and what is said of images are copied into it. */
export async function addRevision(tx: Tx, revision: NewRevision): Promise<RevisionRow> {
  const row = revisionRow(revision, tx.now)
  await insertOne(tx, revisions, row)
  return row
}

/** A publication as it is stored. */
export function revisionRow(revision: NewRevision, at: Instant): RevisionRow {
  const { articleId, number, kind, note, authors, pictures } = revision
  const { reporters: _, slug, ...content } = revision.content
  return {
    articleId,
    number,
    kind,
    authors,
    at,
    note: note ?? null,
    ...content,
    media: pictures,
    slug: slug ?? slugOf(content.headline),
    byline: bylineOf(authors),
  }
}

export async function findRevision(
  queries: Queries,
  id: Id<'art'>,
  number: number,
): Promise<Revision | undefined> {
  const [row] = await queries
    .select()
    .from(revisions)
    .where(and(eq(revisions.articleId, id), eq(revisions.number, number)))
    .limit(1)
  return row && { ...row, content: contentIn(row) }
}

/** What each of these stories says now. */
export async function newestRevisions(queries: Queries, ids: Id<'art'>[]): Promise<RevisionRow[]> {
  const rows = await queries
    .select({ revision: revisions })
    .from(articles)
    .innerJoin(revisions, and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision)))
    .where(inArray(articles.id, ids))
    .limit(ids.length)
  return rows.map(({ revision }) => revision)
}

/** A page of the revisions of a story in order, without their text. */
export async function listRevisions(
  queries: Queries,
  id: Id<'art'>,
  { limit, after = 0 }: { limit: number; after?: number | undefined },
) {
  const { number, at, kind, note, headline, byline, authors, canonicalUrl } = revisions
  return queries
    .select({ number, at, kind, note, headline, byline, authors, canonicalUrl })
    .from(revisions)
    .where(and(eq(revisions.articleId, id), gt(revisions.number, after)))
    .orderBy(asc(revisions.number))
    .limit(limit)
}

/** The corrections of each story named, oldest first. */
export async function correctionsOf(
  queries: Queries,
  ids: Id<'art'>[],
): Promise<Map<Id<'art'>, Correction[]>> {
  const found = new Map<Id<'art'>, Correction[]>(ids.map((id) => [id, []]))
  let page = ids.length > 0 ? await correctionsAfter(queries, ids, undefined) : []
  for (;;) {
    for (const { articleId, note, ...correction } of page)
      found.get(articleId)?.push({ ...correction, note: note ?? '' })
    if (page.length < correctionsPerRead) return found
    page = await correctionsAfter(queries, ids, page.at(-1))
  }
}

async function correctionsAfter(
  queries: Queries,
  ids: Id<'art'>[],
  last: { articleId: Id<'art'>; revision: number } | undefined,
) {
  const { articleId, number, at, note, kind } = revisions
  return queries
    .select({ articleId, revision: number, at, note })
    .from(revisions)
    .where(
      and(
        inArray(articleId, ids),
        eq(kind, 'corrected'),
        last && gte(articleId, last.articleId),
        last && or(gt(articleId, last.articleId), gt(number, last.revision)),
      ),
    )
    .orderBy(asc(articleId), asc(number))
    .limit(correctionsPerRead)
}

function contentIn(row: RevisionRow): Content {
  const { headline, subhead, summary, slug, language, dateline, section, tags, urgency, canonicalUrl } = row
  const { topics, related, bodyHtml, wordCount, authors, media } = row
  const described = {
    headline,
    subhead,
    summary,
    slug,
    language,
    dateline,
    section,
    tags,
    topics,
    related,
    urgency,
    canonicalUrl,
  }
  const reporters = authors.map((author) => author.id)
  return { ...described, bodyHtml, wordCount, reporters, media: media.map(({ id }) => id) }
}

function slugOf(headline: string): string {
  const plain = headline.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, maxSlugLength)
      .replace(/^-|-$/g, '') || 'story'
  )
}

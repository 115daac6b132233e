import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { type FieldError, Problem } from '../problems.ts'
import { type Article, contentOf, editDraft, killed, store } from './articles.ts'
import { recordChange } from './changes.ts'
import type { Author, Content } from './content.ts'
import { findNewswire, type Newswire } from './newswire.ts'
import { authorsOf } from './reporters.ts'
import { addRevision, type RevisionKind } from './revisions.ts'

const entriesOf = {
  published: { verb: 'article.publish', change: 'article.published' },
  updated: { verb: 'article.update', change: 'article.updated' },
  corrected: { verb: 'article.correct', change: 'article.corrected' },
} as const

/**
 * Publishes a draft, or brings a withdrawn story back. Throws `publication-incomplete` naming what
 * is missing. A story that ran elsewhere before keeps its first date through `firstPublishedAt`.
 */
export async function publish(
  tx: Tx,
  actor: Actor,
  article: Article,
  firstPublishedAt?: Instant,
): Promise<Article> {
  if (article.status === 'killed') throw killed(article)
  if (article.status === 'published') {
    throw new Problem('conflict', { detail: `${article.id} is published; send an update or a correction.` })
  }
  return addPublication(
    tx,
    actor,
    { ...article, publishedAt: article.publishedAt ?? firstPublishedAt ?? tx.now },
    'published',
  )
}

/** Changes a draft; a published story gets its next revision at once. */
export async function edit(
  tx: Tx,
  actor: Actor,
  article: Article,
  fields: Partial<Content>,
): Promise<Article> {
  return article.status === 'published'
    ? update(tx, actor, article, fields)
    : editDraft(tx, actor, article, fields)
}

/** Publishes a new revision with changed fields; needs no public note. */
export async function update(
  tx: Tx,
  actor: Actor,
  article: Article,
  fields: Partial<Content>,
): Promise<Article> {
  return addPublication(tx, actor, await amended(tx, article, fields), 'updated')
}

/** Publishes a new revision that says in public what was wrong. */
export async function correct(
  tx: Tx,
  actor: Actor,
  article: Article,
  note: string,
  fields: Partial<Content>,
): Promise<Article> {
  return addPublication(tx, actor, await amended(tx, article, fields), 'corrected', note)
}

/** Takes a story back: not to be published from now on. The advisory goes to partners. */
export async function withdraw(tx: Tx, actor: Actor, article: Article, advisory: string): Promise<Article> {
  if (article.status === 'killed') throw killed(article)
  if (article.status !== 'published') {
    throw new Problem('conflict', {
      detail: `${article.id} is ${article.status}; only a published story can be withdrawn.`,
    })
  }
  await audit(tx, actor, 'article.withdraw', article.id, { advisory })
  await recordChange(tx, {
    type: 'article.withdrawn',
    articleId: article.id,
    revision: article.revision,
    note: advisory,
  })
  return store(tx, { ...article, status: 'withdrawn', advisory, updatedAt: tx.now })
}

async function amended(tx: Tx, article: Article, fields: Partial<Content>): Promise<Article> {
  if (article.status === 'killed') throw killed(article)
  if (article.status !== 'published') {
    throw new Problem('conflict', { detail: `${article.id} is ${article.status}; publish it first.` })
  }
  const workingHeadline = article.workingHeadline && fields.headline === undefined
  return { ...article, workingHeadline, draft: { ...(await contentOf(tx, article)), ...fields } }
}

async function addPublication(
  tx: Tx,
  actor: Actor,
  article: Article,
  kind: RevisionKind,
  note?: string,
): Promise<Article> {
  const content = await contentOf(tx, article)
  const authors = await authorsOf(tx, content.reporters)
  const { headline, bodyHtml } = content
  const missing = missingFor(content, authors, await findNewswire(tx))
  if (missing.length > 0 || !headline || !bodyHtml)
    throw new Problem('publication-incomplete', { errors: missing })

  const number = article.revision + 1
  await addRevision(tx, {
    articleId: article.id,
    number,
    kind,
    note,
    content: { ...content, headline, bodyHtml },
    authors,
  })
  const { verb, change } = entriesOf[kind]
  await audit(tx, actor, verb, article.id, { revision: number, note: note ?? null })
  await recordChange(tx, { type: change, articleId: article.id, revision: number, note })
  return store(tx, {
    ...article,
    status: 'published',
    revision: number,
    draft: null,
    advisory: null,
    updatedAt: tx.now,
  })
}

function missingFor(content: Content, authors: Author[], newswire: Newswire | undefined): FieldError[] {
  const missing: FieldError[] = []
  if (!content.headline) missing.push({ field: 'headline', message: 'is missing; name the story' })
  if (!content.bodyHtml) missing.push({ field: 'bodyHtml', message: 'is missing; write the text' })
  if (authors.length === 0)
    missing.push({ field: 'reporters', message: 'is empty; name at least one reporter or a desk' })
  if (!newswire || newswire.logo.length === 0) {
    missing.push({ field: 'newswire.logo', message: 'is missing; set it with `wirecopy newswire logo`' })
  }
  return missing
}

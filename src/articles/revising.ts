import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { type FieldError, Problem } from '../problems.ts'
import { type Article, contentOf, editDraft, killed, store } from './articles.ts'
import { recordChange } from './changes.ts'
import type { Author, Content, Picture } from './content.ts'
import { addToIndex } from './indexing.ts'
import { lifted } from './lifting.ts'
import { picturesOf, picturesWith } from './media/media.ts'
import { noteUses } from './media/uses.ts'
import { findNewswire, type Newswire } from './newswire.ts'
import { requireRelatedOut } from './related.ts'
import { authorsOf } from './reporters.ts'
import { addRevision, type RevisionKind } from './revisions.ts'
import type { SafeHtml } from './text/html.ts'
import { ownImagesIn } from './text/own-images.ts'
import { writtenPlan } from './timing.ts'

const entriesOf = {
  published: { verb: 'article.publish', change: 'article.published' },
  updated: { verb: 'article.update', change: 'article.updated' },
  corrected: { verb: 'article.correct', change: 'article.corrected' },
} as const

/** Changes a draft, and a scheduled story as long as it stays complete; a published one gets its next revision. */
export async function edit(
  tx: Tx,
  actor: Actor,
  article: Article,
  fields: Partial<Content>,
): Promise<Article> {
  if (article.status === 'published') return update(tx, actor, article, fields)
  const edited = await editDraft(tx, actor, article, fields)
  // When its time comes nobody is there to add what is missing.
  if (edited.status === 'scheduled') await requireComplete(tx, await contentOf(tx, edited))
  return edited
}

/** Publishes a new revision with changed fields; needs no public note. */
export async function update(
  tx: Tx,
  actor: Actor,
  article: Article,
  fields: Partial<Content>,
): Promise<Article> {
  return addPublication(tx, actor, await amended(tx, actor, article, fields), 'updated')
}

/** Publishes a new revision that says in public what was wrong. */
export async function correct(
  tx: Tx,
  actor: Actor,
  article: Article,
  note: string,
  fields: Partial<Content>,
): Promise<Article> {
  return addPublication(tx, actor, await amended(tx, actor, article, fields), 'corrected', note)
}

/** Adds the next revision of a story and tells it. Throws `publication-incomplete`. */
export async function addPublication(
  tx: Tx,
  actor: Actor,
  article: Article,
  kind: RevisionKind,
  note?: string,
): Promise<Article> {
  const { content, authors, pictures } = await requireComplete(tx, await contentOf(tx, article))
  const number = article.revision + 1
  const added = { articleId: article.id, number, kind, note, content, authors, pictures }
  const revision = await addRevision(tx, added)
  await noteUses(tx, article.id, pictures)
  const { verb, change } = entriesOf[kind]
  const underEmbargo = article.embargoedUntil !== null
  await audit(tx, actor, verb, article.id, {
    ...writtenPlan(article),
    revision: number,
    note: note ?? null,
  })
  await recordChange(tx, {
    type: underEmbargo && kind === 'published' ? 'article.embargoed' : change,
    articleId: article.id,
    revision: number,
    note,
    advanceOnly: underEmbargo,
    sandbox: article.sandbox,
  })
  return store(tx, {
    ...article,
    status: 'published',
    revision: number,
    draft: null,
    advisory: null,
    internalReason: null,
    ordinal: await addToIndex(tx, article, revision),
    updatedAt: tx.now,
  })
}

/** What a publication is made of. Throws `publication-incomplete` naming what is missing. */
export async function requireComplete(tx: Tx, content: Content) {
  const authors = await authorsOf(tx, content.reporters)
  await requireRelatedOut(tx, content.related)
  const { headline, bodyHtml } = content
  const missing = missingFor(content, authors, await findNewswire(tx))
  if (missing.length > 0 || !headline || !bodyHtml)
    throw new Problem('publication-incomplete', { errors: missing })
  const pictures = await picturesFor(tx, content.media, bodyHtml)
  return { content: { ...content, headline, bodyHtml }, authors, pictures }
}

// Those in the text belong to the story as well, whether they are named or not.
async function picturesFor(tx: Tx, ids: Id<'med'>[], bodyHtml: SafeHtml): Promise<Picture[]> {
  const inText = await picturesWith(tx, ownImagesIn(bodyHtml))
  return [...(await picturesOf(tx, ids)), ...inText.filter(({ id }) => !ids.includes(id))]
}

async function amended(tx: Tx, actor: Actor, found: Article, fields: Partial<Content>): Promise<Article> {
  if (found.status === 'killed') throw killed(found)
  if (found.status !== 'published') {
    throw new Problem('conflict', { detail: `${found.id} is ${found.status}; publish it first.` })
  }
  const article = await lifted(tx, actor, found)
  const workingHeadline = article.workingHeadline && fields.headline === undefined
  return { ...article, workingHeadline, draft: { ...(await contentOf(tx, article)), ...fields } }
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

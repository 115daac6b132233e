import type { Queries } from '../platform/database/database.ts'
import { invalid, Problem } from '../problems.ts'
import type { Article } from './articles.ts'
import { bylineOf } from './byline.ts'
import type { Content } from './content.ts'
import { type Difference, differenceOf } from './difference.ts'
import { authorsOf } from './reporters.ts'
import { findRevision } from './revisions.ts'
import { blockTexts } from './text/body.ts'

/** A revision by its number, or what is to become the next one. */
export type VersionName = number | 'draft'

/** Two versions of a story, and what is different between them. */
export interface Comparison {
  from: VersionName
  to: VersionName
  language: string
  difference: Difference
}

/** What was changed in a version of a story; by default since the one before. Throws where there is none. */
export async function compareVersions(
  queries: Queries,
  article: Article,
  to: VersionName,
  against?: VersionName,
): Promise<Comparison> {
  const from = against ?? (to === 'draft' ? article.revision : to - 1)
  if (from === 0) throw invalid('against', 'is missing; there is no revision before the first')
  if (from === to) throw invalid('against', `must be another version than ${to}`)
  const later = await versionOf(queries, article, to)
  const earlier = await versionOf(queries, article, from)
  return { from, to, language: later.content.language, difference: differenceOf(earlier, later) }
}

/** A published revision of a story. Throws `not-found`. */
export async function requireRevision(queries: Queries, { id, revision }: Article, number: number) {
  const found = await findRevision(queries, id, number)
  if (!found)
    throw new Problem('not-found', { detail: `${id} has no revision ${number}; the newest is ${revision}.` })
  return found
}

async function versionOf(queries: Queries, article: Article, name: VersionName) {
  if (name !== 'draft') {
    const { byline, content } = await requireRevision(queries, article, name)
    return textsOf(content, byline)
  }
  if (!article.draft) throw new Problem('not-found', { detail: `${article.id} has no draft.` })
  const authors = await authorsOf(queries, article.draft.reporters)
  return textsOf(article.draft, authors.length > 0 ? bylineOf(authors) : '')
}

function textsOf(content: Content, byline: string) {
  const { headline, subhead, summary, bodyHtml } = content
  return { headline, subhead, summary, byline, blocks: bodyHtml ? blockTexts(bodyHtml) : [], content }
}

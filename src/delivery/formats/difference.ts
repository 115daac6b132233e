import { differenceOf } from '../../articles/difference.ts'
import { differencePage } from '../../articles/difference-page.ts'
import type { Newswire } from '../../articles/newswire.ts'
import type { RevisionRow } from '../../articles/revisions.ts'
import { blockTexts } from '../../articles/text/body.ts'
import type { Links } from '../links.ts'
import type { DifferenceJson } from '../schema.ts'
import { revisionEntry } from './revision.ts'

export const differenceTypes = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
} as const

interface Compared {
  newswire: Newswire
  publicUrl: string
  links: Links
  from: RevisionRow
  to: RevisionRow
}

/** What was changed between two revisions, with the attribution of both. */
export function differenceJson({ newswire, publicUrl, links, from, to }: Compared): DifferenceJson {
  const { granularity, ...compared } = differenceOf(versionOf(from), versionOf(to))
  return {
    id: to.articleId,
    uri: links.article(to.articleId).uri,
    from: revisionEntry(from, newswire, publicUrl),
    to: revisionEntry(to, newswire, publicUrl),
    granularity,
    ...compared,
    license: links.license,
  }
}

/** The same as a page that can be printed as it is. */
export function differenceHtml(compared: Compared): string {
  const { from, to, ...difference } = differenceJson(compared)
  return differencePage(difference, {
    language: compared.to.language,
    versions: [titleOf(from), titleOf(to)],
    closing: to.attribution.html,
  })
}

function titleOf({ revision, at, attribution }: DifferenceJson['from']): string {
  return `Revision ${revision} of ${at}, ${attribution.creditLine}`
}

function versionOf({ headline, subhead, summary, byline, bodyHtml }: RevisionRow) {
  return { headline, subhead, summary, byline, blocks: blockTexts(bodyHtml) }
}

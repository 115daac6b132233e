import { passagesIn } from '../../articles/text/body.ts'
import { textOf } from '../../articles/text/plain-text.ts'
import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { mainFile } from './media.ts'
import { captionOf, dayOf, editorialNotes, subjects } from './parts.ts'

/** Plain text to read or paste, paragraphs separated by blank lines. */
export function plainText(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
): string {
  return paragraphs([
    lines([article.headline, article.subhead]),
    lines([`By ${attribution.creditLine}`, placeAndTime(article), embargo(article)]),
    ...editorialNotes(article),
    article.summary,
    textOf(passagesIn(article.bodyHtml ?? '')),
    ...article.media.map(imageText),
    ...article.related.map(relatedText),
    '* * *',
    attribution.text,
    lines([
      subjects(article),
      attribution.canonicalUrl && `Original: ${attribution.canonicalUrl}`,
      `License: ${license.href}`,
      identity(article),
    ]),
  ])
}

type Line = string | null | undefined

function lines(parts: Line[]): string {
  return parts.filter(Boolean).join('\n')
}

function paragraphs(parts: Line[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** `WASHINGTON, May 1, 2026` */
export function placeAndTime({ dateline, publishedAt }: ArticleJson): string {
  return [dateline, dayOf(publishedAt)].filter(Boolean).join(', ')
}

export function embargo({ embargoedUntil }: ArticleJson): Line {
  return embargoedUntil && `Embargoed until ${embargoedUntil}`
}

/** Which story it is, in which version. */
export function identity({ uri, revision }: ArticleJson): string {
  return `Article: ${uri}, revision ${revision}`
}

function imageText(picture: ArticleJson['media'][number]): string {
  return lines([`Image: ${captionOf(picture) || picture.alt}`, mainFile(picture)?.href])
}

function relatedText({ headline, url, uri }: ArticleJson['related'][number]): string {
  return `Related: ${[headline, url ?? uri].filter(Boolean).join(', ')}`
}

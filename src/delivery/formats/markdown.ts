import { passagesIn } from '../../articles/text/body.ts'
import { type Node, nested } from '../../articles/text/nesting.ts'
import type { Passage } from '../../articles/text/passages.ts'
import { lineBreak, type Run } from '../../articles/text/runs.ts'
import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { isIn, mainFile } from './media.ts'
import { captionOf, editorialNotes, logoFile, subjects } from './parts.ts'
import { embargo, placeAndTime } from './text.ts'

/** CommonMark: what is text in the story is text in it, whatever signs it has. */
export function markdown(
  article: ArticleJson,
  attribution: Attribution,
  license: ArticleJson['license'],
): string {
  const { subhead, summary, bodyHtml = '', media, related } = article
  const { canonicalUrl, creditLine, logo, notice } = attribution
  const blocks = [
    heading(1, escaped(article.headline)),
    subhead && heading(2, escaped(subhead)),
    ...[`By ${creditLine}`, placeAndTime(article), embargo(article), ...editorialNotes(article)].map(line),
    line(summary),
    ...passagesIn(bodyHtml).map(blockOf),
    ...media.filter((picture) => !isIn(bodyHtml, picture)).map(imageOf),
    ...related.map(relatedOf),
    '---',
    `Logo: ${image(logo.alt, logoFile(logo).href)}`,
    line(`Credit: ${creditLine}`),
    line(notice.text),
    line(subjects(article)),
    canonicalUrl && `Original: ${autolink(canonicalUrl)}`,
    `License: ${autolink(license.href)}`,
    `Article: ${autolink(article.uri)}, revision ${article.revision}`,
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

function line(text: string | null | undefined): string {
  return text ? escaped(text.replace(/(?<=^|[\r\n])[ \t]+|[ \t]+(?=[\r\n]|$)/g, '')) : ''
}

const signs = /[\\`*_[\]<~]|&(?=#?\w+;)|!(?=\[)/g
const atStart = /^(?:([#+=>|-])|(\d+)([.)]))/gm

/** Text that means nothing but itself, at the start of a line as well. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(signs, '\\$&')
    .replace(atStart, (_, sign, number, behind) => `${number ?? ''}\\${sign ?? behind}`)
}

/** Signs at its end would close it, and be seen by nobody. */
function heading(level: number, text: string): string {
  return `${'#'.repeat(level)} ${text.replace(/#+$/, '\\$&')}`
}

function link(written: string, href: string): string {
  const target = address(href)
  return `[${written}](${/[()]/.test(target) ? `<${target}>` : target})`
}

function autolink(href: string): string {
  return `<${href.replace(/[<>\s]/g, encodeURIComponent)}>`
}

function image(alt: string, href: string): string {
  return `!${link(escaped(alt).replaceAll('\n', ' '), href)}`
}

function address(href: string): string {
  return href.replace(/[<>\\\s]/g, encodeURIComponent).replace(/&(?=#?\w+;)/g, '&amp;')
}

function blockOf(passage: Passage): string {
  switch (passage.kind) {
    case 'paragraph':
      return inline(passage.runs)
    case 'heading':
      return heading(passage.level, inline(passage.runs).replaceAll('\\\n', ' '))
    case 'quote':
      return quoted(passage.content)
    case 'list':
      return listOf(passage)
    case 'embed':
      return [quoted(passage.quote), ...passage.source.map(blockOf)].filter(Boolean).join('\n\n')
    case 'related':
      return `Related: ${inline(passage.runs)}`
    case 'image':
      return [image(passage.alt, passage.src), inline(passage.caption)].filter(Boolean).join('\n\n')
  }
}

function imageOf(picture: ArticleJson['media'][number]): string {
  const file = mainFile(picture)
  return [file && image(picture.alt, file.href), line(captionOf(picture))].filter(Boolean).join('\n\n')
}

function relatedOf({ headline, url, uri }: ArticleJson['related'][number]): string {
  const address = url ?? uri ?? ''
  return `Related: ${link(escaped(headline ?? address), address)}`
}

function quoted(content: readonly Passage[]): string {
  return hanging(content.map(blockOf).join('\n\n'), '> ', '> ')
}

function listOf({ ordered, items }: Extract<Passage, { kind: 'list' }>): string {
  const written = items.map((content, index) => {
    const sign = ordered ? `${index + 1}. ` : '- '
    return hanging(content.map(blockOf).join('\n'), sign, ' '.repeat(sign.length))
  })
  return written.join('\n')
}

function hanging(text: string, first: string, others: string): string {
  return text && first + text.replaceAll('\n', `\n${others}`)
}

function inline(runs: readonly Run[]): string {
  return nested(runs).reduce(appended, '')
}

function appended(before: string, node: Node): string {
  if ('text' in node) {
    return before + (node.text === lineBreak ? '\\\n' : escaped(node.text))
  }
  const { name, href } = node.mark
  const inside = node.inside.reduce(appended, '')
  if (href !== undefined) return before + link(inside, href)
  if (name === 'q') return `${before}“${inside}”`
  if (!shown.has(name)) return before + inside
  const sign = emphasis.get(name)
  // Signs of emphasis count only where a word begins and ends; elsewhere CommonMark takes the element.
  const isPlain = sign && !before.endsWith('*') && /^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/su.test(inside)
  return before + (isPlain ? sign + inside + sign : `<${name}>${inside}</${name}>`)
}

const emphasis = new Map([
  ['em', '*'],
  ['i', '*'],
  ['strong', '**'],
  ['b', '**'],
])
const shown = new Set([...emphasis.keys(), 'sub', 'sup', 's', 'code'])

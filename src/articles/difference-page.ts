import { escapeHtml } from '../platform/escape-html.ts'
import type { Difference, Piece } from './difference.ts'

const marks = { same: '', added: 'ins', removed: 'del' } as const

/** What a page says around the text that it compares. */
interface Surroundings {
  language: string
  /** Which versions they are, the earlier one first. */
  versions: [from: string, to: string]
  /** HTML below the text. */
  closing?: string
}

/** A difference as a page for people: what came is in `ins`, what went in `del`. */
export function differencePage(
  difference: Difference,
  { language, versions, closing }: Surroundings,
): string {
  const { headline, subhead, summary, byline, blocks, granularity } = difference
  const [from, to] = versions.map(escapeHtml)
  const coarse = '<p>The texts differ too much to be compared word by word; some blocks are shown whole.</p>'
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(titleOf(headline))}</title></head>`,
    '<body>',
    `<p><del>${from}</del><br><ins>${to}</ins></p>`,
    ...(granularity === 'words' ? [] : [coarse]),
    element('h1', headline),
    element('h2', subhead),
    element('p', byline),
    element('p', summary),
    ...blocks.map((block) => element('p', block)),
    closing ?? '',
    '</body>',
    '</html>',
    '',
  ]
    .filter((line, at, { length }) => line !== '' || at === length - 1)
    .join('\n')
}

function element(name: string, pieces: Piece[]): string {
  return pieces.length === 0 ? '' : `<${name}>${pieces.map(marked).join('')}</${name}>`
}

function marked({ op, text }: Piece): string {
  const written = escapeHtml(text).replaceAll('\n', '<br>')
  return op === 'same' ? written : `<${marks[op]}>${written}</${marks[op]}>`
}

function titleOf(headline: Piece[]): string {
  return headline
    .filter(({ op }) => op !== 'removed')
    .map(({ text }) => text)
    .join('')
}

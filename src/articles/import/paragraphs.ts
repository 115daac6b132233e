import { isBlock } from './blocks.ts'
import { type Stretch, stretchesOf } from './markup.ts'

const blockEditor = '<!-- wp:'
const ownParagraphs = /<(?:p|br|div)[\s/>]/i
const doubleBreak = /<br\s*\/?>\s*(?:<br\s*\/?>\s*)+/gi
const blankLine = /\n[ \t\u00a0]*\n/
const blankLines = /\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+/g
const lineEnd = /\n[ \t]*/g

/**
 * Writes out the paragraphs that WordPress makes only when it shows a story: in the classic editor a blank
 * line ends one, and a line end is a break. `raw` is what the editor stored; what a site rendered already
 * has paragraphs, unless none are there at all.
 */
export function withParagraphs(html: string, raw: boolean): string {
  const joined = html.replace(/\r\n?/g, '\n').replace(doubleBreak, '<p>')
  const classic = !html.includes(blockEditor) && (raw || !ownParagraphs.test(html))
  if (!classic || !joined.includes('\n')) return joined

  const stretches = stretchesOf(joined)
  return stretches
    .map((stretch, index) => {
      const written = joined.slice(stretch.from, stretch.to)
      if (stretch.kind !== 'text') return written
      return lines(written, standsInLine(stretches[index - 1]), standsInLine(stretches[index + 1]))
    })
    .join('')
}

function standsInLine(beside: Stretch | undefined): boolean {
  return beside?.kind === 'tag' && !isBlock(beside.name) && beside.name !== 'br'
}

function lines(text: string, afterInline: boolean, beforeInline: boolean): string {
  const middle = text.trim()
  if (middle === '') return gap(text, afterInline && beforeInline)
  const start = text.indexOf(middle)
  const before = gap(text.slice(0, start), afterInline)
  const after = gap(text.slice(start + middle.length), beforeInline)
  return before + middle.replace(blankLines, '<p>').replace(lineEnd, '<br>') + after
}

function gap(space: string, inLine: boolean): string {
  if (blankLine.test(space)) return '<p>'
  return inLine && space.includes('\n') ? '<br>' : space
}

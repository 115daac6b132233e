import type { List, Paragraph, Passage } from './passages.ts'
import { type Notation, type Run, write } from './runs.ts'

const words = new Intl.Segmenter('en', { granularity: 'word' })

/** Plain text, blocks separated by blank lines. */
export function textOf(passages: readonly Passage[]): string {
  return passages.map(passageText).filter(Boolean).join('\n\n')
}

function passageText(passage: Passage): string {
  switch (passage.kind) {
    case 'quote':
      return textOf(passage.content)
    case 'list':
      return listText(passage, '')
    case 'embed':
      return textOf([...passage.quote, ...passage.source])
    case 'related':
      return `Related: ${inline(passage.runs)}`
    case 'image':
      return inline(passage.caption)
    default:
      return inline(passage.runs)
  }
}

function listText({ ordered, items }: List, indent: string): string {
  return items
    .map((content, index) => {
      const sign = ordered ? `${index + 1}.` : '-'
      return `${indent}${sign} ${itemText(content, indent)}`
    })
    .join('\n')
}

function itemText(content: readonly (Paragraph | List)[], indent: string): string {
  const hanging = `${indent}  `
  const lines = content.map((part) => {
    return part.kind === 'list'
      ? listText(part, hanging).trimStart()
      : inline(part.runs).replaceAll('\n', `\n${hanging}`)
  })
  return lines.join(`\n${hanging}`)
}

const notation: Notation = {
  open: ({ name }) => (name === 'q' ? '“' : ''),
  close: ({ name }) => (name === 'q' ? '”' : ''),
  text: (text) => text,
}

function inline(runs: readonly Run[]): string {
  return write(runs, notation)
}

/** Words as Unicode counts them (UAX 29), so that stories in every script have a length. */
export function countWords(text: string): number {
  let count = 0
  for (const segment of words.segment(text)) if (segment.isWordLike) count += 1
  return count
}

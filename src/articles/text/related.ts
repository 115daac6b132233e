import { type Paragraph, type Passage, paragraph, type Related } from './passages.ts'
import { cut, plain, type Run, soleLink, tidy } from './runs.ts'

const opening = '(RELATED:'
const label = 'Related:'

/** Splits what a paragraph ends on, `(RELATED: <a>Title</a>)`, into blocks of its own after it. */
export function splitRelated(whole: Paragraph): Passage[] {
  const pieces = cut(whole.runs, relatedOffsets(plain(whole.runs)))
  const related: Related[] = []
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const title = titleIn(piece)
    if (!title) {
      pieces.push(piece)
      break
    }
    related.unshift({ kind: 'related', runs: title })
  }
  return related.length === 0 ? [whole] : [...paragraph(pieces.flat()), ...related]
}

/** Where the parentheses at the end of the text begin, in ascending order. */
function relatedOffsets(text: string): number[] {
  const offsets: number[] = []
  let end = text.length
  while (text.charAt(end - 1) === ')') {
    const start = text.lastIndexOf(opening, end - 1)
    if (start === -1) break
    offsets.push(start)
    end = start
    while (end > 0 && text.charAt(end - 1).trim() === '') end -= 1
  }
  return offsets.reverse()
}

// Words beside the link would be lost in a block of its own, so such a parenthesis stays text.
function titleIn(piece: readonly Run[]): Run[] | undefined {
  const runs = tidy(piece)
  const text = plain(runs)
  if (!text.startsWith(opening) || !text.endsWith(')')) return undefined
  return soleLink(tidy(cut(runs, [opening.length, text.length - 1])[1] ?? []))
}

/** Reads a related block that is already one; undefined if it is anything but label and link. */
export function relatedBlock(runs: readonly Run[]): Related | undefined {
  const unlabeled = plain(runs).startsWith(label) ? cut(runs, [label.length])[1] : runs
  const title = soleLink(tidy(unlabeled ?? []))
  return title && { kind: 'related', runs: title }
}

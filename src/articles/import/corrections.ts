import type { SourceElement } from '../text/source.ts'
import { remove, textOf } from './blocks.ts'
import { oneLine } from './plain.ts'
import { isRelatedLine } from './related-lines.ts'

const label =
  /^\s*(correction|corrections|clarification|editor['’`]?s['’]? note)\s*(?:\([^()]{0,60}\)\s*)?[:—–]\s*/i
// An editor's note may as well warn of strong language.
const tellsOfFault =
  /\b(?:correct|clarif|erro|incorrect|wrong|mistake|misstat|misidentif|misspell|mischaracteri|misattribut|inaccura|earlier version|previous version|previously|originally|initially|amend|revis|retract|updated)/i

interface Note {
  text: string
  /** How many lines it takes up: a label may stand on a line of its own. */
  length: number
}

/**
 * Takes the note out of a story that begins or ends with one; it is shown beside the story, not in it. Null
 * where there is none, or nothing else.
 */
export function takeCorrection(lines: readonly SourceElement[]): string | null {
  const notes: string[] = []
  let start = 0
  for (let note = noteAt(lines, 0); note; note = noteAt(lines, start)) {
    notes.push(note.text)
    start += note.length
  }
  const last = lines.findLastIndex((line) => !isRelatedLine(lineText(line))) + 1
  let end = last
  const afterwards: string[] = []
  for (let note = noteBefore(lines, end, start); note; note = noteBefore(lines, end, start)) {
    afterwards.unshift(note.text)
    end -= note.length
  }
  if (start >= end) return null

  for (const line of [...lines.slice(0, start), ...lines.slice(end, last)]) remove(line)
  return [...notes, ...afterwards].join('\n\n') || null
}

export function beginsNote(text: string): boolean {
  return label.test(text)
}

function noteBefore(lines: readonly SourceElement[], end: number, start: number): Note | undefined {
  for (const length of [1, 2]) {
    if (end - length < start) return undefined
    const note = noteAt(lines.slice(0, end), end - length)
    if (note?.length === length) return note
  }
  return undefined
}

function noteAt(lines: readonly SourceElement[], at: number): Note | undefined {
  const line = lineText(lines[at])
  const [whole = '', name = ''] = label.exec(line) ?? []
  if (whole === '') return undefined
  const beside = line.slice(whole.length)
  const said = beside || lineText(lines[at + 1])
  const isNote = said !== '' && (!/^editor/i.test(name) || tellsOfFault.test(said))
  return isNote ? { text: said.charAt(0).toUpperCase() + said.slice(1), length: beside ? 1 : 2 } : undefined
}

function lineText(line: SourceElement | undefined): string {
  return line ? oneLine(textOf(line)) : ''
}

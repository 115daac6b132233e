import { isVisible } from './characters.ts'

/** One inline element; runs inside the same element share the very same object. */
export interface Mark {
  name: string
  href?: string
}

/** A stretch of text and the inline elements around it, outermost first. */
export interface Run {
  /** White space collapsed; a line break is a run of its own. */
  text: string
  marks: readonly Mark[]
}

export const lineBreak = '\n'

/** How a notation writes marks and text. */
export interface Notation {
  open(mark: Mark): string
  close(mark: Mark): string
  text(text: string): string
}

/** Writes runs with their marks properly nested. */
export function write(runs: readonly Run[], notation: Notation): string {
  let written = ''
  let opened: readonly Mark[] = []
  for (const run of [...runs, { text: '', marks: [] }]) {
    const kept = sharedDepth(opened, run.marks)
    for (const mark of opened.slice(kept).toReversed()) written += notation.close(mark)
    for (const mark of run.marks.slice(kept)) written += notation.open(mark)
    written += notation.text(run.text)
    opened = run.marks
  }
  return written
}

export function plain(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('')
}

/** Several lines as one, with a break between each two. */
export function joinLines(lines: readonly Run[][]): Run[] {
  return lines.flatMap((line, index) => (index > 0 ? [{ text: lineBreak, marks: [] }, ...line] : line))
}

/** The runs of one block: no space or break at its ends, no mark around nothing; empty if nothing shows. */
export function tidy(runs: readonly Run[]): Run[] {
  const trimmed = trimEnds(trimStarts(runs))
  return isVisible(plain(trimmed)) ? narrowBlanks(trimmed) : []
}

function trimStarts(runs: readonly Run[]): Run[] {
  const kept: Run[] = []
  let before = lineBreak
  for (const run of runs) {
    const text = before === ' ' || before === lineBreak ? run.text.replace(/^ /, '') : run.text
    if (text === '' || (text === lineBreak && kept.length === 0)) continue
    kept.push({ ...run, text })
    before = text.charAt(text.length - 1)
  }
  return kept
}

function trimEnds(runs: readonly Run[]): Run[] {
  const kept: Run[] = []
  let after = lineBreak
  for (const run of runs.toReversed()) {
    const text = after === lineBreak ? run.text.replace(/ $/, '') : run.text
    if (text === '' || (text === lineBreak && kept.length === 0)) continue
    kept.push({ ...run, text })
    after = text.charAt(0)
  }
  return kept.toReversed()
}

// A mark that holds only white space would be an element that shows nothing; a blank run therefore keeps
// only the marks that go on around it.
function narrowBlanks(runs: readonly Run[]): Run[] {
  const following = followingMarks(runs)
  let previous: readonly Mark[] = []
  return runs.map((run, index) => {
    if (!isVisible(run.text)) {
      const around = previous.slice(0, sharedDepth(previous, following[index] ?? []))
      previous = run.marks.slice(0, sharedDepth(run.marks, around))
      return { ...run, marks: previous }
    }
    previous = run.marks
    return run
  })
}

/** For each run, the marks of the next visible one. */
function followingMarks(runs: readonly Run[]): (readonly Mark[])[] {
  let following: readonly Mark[] = []
  const reversed = runs.toReversed().map((run) => {
    const marks = following
    if (isVisible(run.text)) following = run.marks
    return marks
  })
  return reversed.toReversed()
}

function sharedDepth(one: readonly Mark[], other: readonly Mark[]): number {
  const different = one.findIndex((mark, index) => mark !== other[index])
  return different === -1 ? one.length : different
}

/** Cuts runs at ascending offsets into one more piece than there are offsets. */
export function cut(runs: readonly Run[], offsets: readonly number[]): Run[][] {
  const pieces: Run[][] = [[]]
  let position = 0
  for (const run of runs) {
    const end = position + run.text.length
    let from = position
    for (let offset = offsets[pieces.length - 1]; offset !== undefined && offset < end; ) {
      pieces.at(-1)?.push({ ...run, text: run.text.slice(from - position, offset - position) })
      pieces.push([])
      from = offset
      offset = offsets[pieces.length - 1]
    }
    pieces.at(-1)?.push({ ...run, text: run.text.slice(from - position) })
    position = end
  }
  return pieces
}

/** The runs when all of them stand in one link, without what stands around that link. */
export function soleLink(runs: readonly Run[]): Run[] | undefined {
  const link = runs[0]?.marks.find((mark) => mark.name === 'a')
  if (!link || !runs.every((run) => run.marks.includes(link))) return undefined
  return runs.map((run) => ({ ...run, marks: run.marks.slice(run.marks.indexOf(link)) }))
}

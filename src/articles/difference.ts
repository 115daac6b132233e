import { diffArrays, diffWords } from 'diff'

/** Words that both texts have, or only one of them. */
export interface Piece {
  op: 'same' | 'added' | 'removed'
  text: string
}

/** What is compared of a version of a story; its text block by block. */
export interface Version {
  headline: string | null
  subhead: string | null
  summary: string | null
  byline: string
  blocks: string[]
}

export interface Difference {
  /** `blocks` where some texts differ too much to be compared word by word: they are given as a whole. */
  granularity: 'words' | 'blocks'
  headline: Piece[]
  subhead: Piece[]
  summary: Piece[]
  byline: Piece[]
  /** The text, a list for each block: what is same or added is the later version, what is same or removed the earlier. */
  blocks: Piece[][]
}

// Comparing takes as many steps as both texts have words, times how many of them differ. All of it is done
// within a few tenths of a second; what leaves too few steps is not even begun.
const maxSteps = 1_000_000
const fewestEdits = 10

/** What was changed from one version of a story to another; the work for it is bounded. */
export function differenceOf(from: Version, to: Version): Difference {
  const effort: Effort = { steps: maxSteps, wasEnough: true }
  const compared = {
    headline: piecesOf(from.headline, to.headline, effort),
    subhead: piecesOf(from.subhead, to.subhead, effort),
    summary: piecesOf(from.summary, to.summary, effort),
    byline: piecesOf(from.byline, to.byline, effort),
    blocks: blocksOf(from.blocks, to.blocks, effort),
  }
  return { granularity: effort.wasEnough ? 'words' : 'blocks', ...compared }
}

/** What may still be done, and whether anything had to be left undone. */
interface Effort {
  steps: number
  wasEnough: boolean
}

// A block that was replaced stands beside what came in its place.
function blocksOf(from: string[], to: string[], effort: Effort): Piece[][] {
  const size = from.length + to.length
  const found = within(effort, size, (maxEditLength) => diffArrays(from, to, { maxEditLength }))
  const runs = found ?? [run('removed', from), run('added', to)]
  let replaced: string[] = []
  return [...runs, run('same', [])].flatMap(({ added, removed, value }) => {
    const before = added ? replaced : []
    const gone = added ? [] : replaced
    replaced = removed ? value : before.slice(value.length)
    const here = removed ? [] : value
    return [
      ...gone.map((text) => whole('removed', text)),
      ...here.map((text, at) => (added ? piecesOf(before[at] ?? null, text, effort) : whole('same', text))),
    ]
  })
}

function piecesOf(from: string | null, to: string | null, effort: Effort): Piece[] {
  const [before, after] = [from ?? '', to ?? '']
  if (before === after || before === '' || after === '')
    return before === after ? whole('same', after) : [...whole('removed', before), ...whole('added', after)]

  const size = wordsIn(before) + wordsIn(after)
  const words = within(effort, size, (maxEditLength) => diffWords(before, after, { maxEditLength }))
  effort.wasEnough &&= words !== undefined
  if (!words) return [...whole('removed', before), ...whole('added', after)]
  return words.map(({ added, removed, value }) => ({ op: opOf(added, removed), text: value }))
}

/** Compares as far as the effort reaches; undefined where the texts differ by more than that. */
function within<Change extends { added: boolean; removed: boolean; count: number }>(
  effort: Effort,
  size: number,
  compare: (maxEditLength: number) => Change[] | undefined,
): Change[] | undefined {
  const maxEdits = Math.floor(effort.steps / Math.max(1, size))
  if (maxEdits < fewestEdits) return undefined
  const found = compare(maxEdits)
  const edits = (found ?? []).reduce(
    (sum, { added, removed, count }) => sum + (added || removed ? count : 0),
    0,
  )
  effort.steps -= size * (found ? edits : maxEdits)
  return found
}

function run(op: Piece['op'], value: string[]) {
  return { added: op === 'added', removed: op === 'removed', value }
}

function whole(op: Piece['op'], text: string): Piece[] {
  return text === '' ? [] : [{ op, text }]
}

function opOf(added: boolean, removed: boolean): Piece['op'] {
  if (added) return 'added'
  return removed ? 'removed' : 'same'
}

// Never less than the library finds: it takes each sign, and each letter that is not Latin, for a word.
function wordsIn(text: string): number {
  return text.match(/\w+|[^\s\w]/g)?.length ?? 0
}

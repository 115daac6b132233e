import type { SourceStory } from './source-story.ts'

const maxNamed = 100

export const outcomes = [
  'imported',
  'held',
  'updated',
  'unchanged',
  'waiting',
  'correction',
  'conflict',
  'outside',
  'skipped',
  'vanished',
] as const

/** What became of one story. */
export type Outcome = (typeof outcomes)[number]

/** What became of the stories that a run read; lists name at most 100. */
export interface ImportResult {
  read: number
  /** Whether the source was read to its end; the next run goes on otherwise. */
  complete: boolean
  counts: Record<Outcome, number>
  skipped: { story: string; because: string }[]
  unknownAuthors: { name: string; stories: number }[]
  /** Pictures that partners do not get: nobody has said that the newswire may pass them on. */
  imagesWithoutRights: number
  imagesNotImported: number
  droppedShortcodes: { name: string; stories: number }[]
  droppedNotices: number
  droppedBoxes: number
}

/** Counts what a run does. */
export class Tally {
  private readonly counts: ImportResult['counts'] = {
    imported: 0,
    held: 0,
    updated: 0,
    unchanged: 0,
    waiting: 0,
    correction: 0,
    conflict: 0,
    outside: 0,
    skipped: 0,
    vanished: 0,
  }
  private readonly skipped: ImportResult['skipped'] = []
  private readonly authors = new Map<string, number>()
  private readonly shortcodes = new Map<string, number>()
  private images = 0
  private notices = 0
  private boxes = 0

  count(outcome: Outcome, times = 1): void {
    this.counts[outcome] += times
  }

  skip(story: string, because: string): void {
    this.count('skipped')
    if (this.skipped.length < maxNamed) this.skipped.push({ story, because })
  }

  unknown(names: readonly string[]): void {
    for (const name of names) add(this.authors, name)
  }

  /** Notes what a story lost on its way. */
  note({ image, dropped }: SourceStory): void {
    if (image) this.images += 1
    this.notices += dropped.notices
    this.boxes += dropped.boxes
    for (const name of new Set(dropped.shortcodes)) add(this.shortcodes, name)
  }

  result(complete = false): ImportResult {
    const { counts, skipped, images, notices, boxes } = this
    const read = Object.values(counts).reduce((sum, count) => sum + count, 0) - counts.vanished
    return {
      read,
      complete,
      counts: { ...counts },
      skipped,
      unknownAuthors: named(this.authors),
      imagesWithoutRights: 0,
      imagesNotImported: images,
      droppedShortcodes: named(this.shortcodes),
      droppedNotices: notices,
      droppedBoxes: boxes,
    }
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function named(counts: Map<string, number>): { name: string; stories: number }[] {
  const entries = [...counts].map(([name, stories]) => ({ name, stories }))
  return entries.sort((one, other) => other.stories - one.stories).slice(0, maxNamed)
}

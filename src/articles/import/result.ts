import type { Media } from '../media/media.ts'
import type { SourceStory } from './source-story.ts'
import type { StoryImage } from './story-images.ts'

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
  /** Of stories that are new or were changed. */
  images: number
  /** Of those what partners do not get: no credit says that the newswire may pass it on. */
  imagesWithoutRights: number
  /** Those that could not be had; unless they are asked for again, their stories go without them. */
  imagesNotImported: number
  missingImages: { image: string; story: string; because: string }[]
  /** What an export holds besides published posts, by type or status. */
  leftOut: { name: string; items: number }[]
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
  private readonly missing: ImportResult['missingImages'] = []
  private readonly images = { all: 0, withoutRights: 0, missing: 0 }
  private others: ImportResult['leftOut'] = []
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

  leaveOut(counts: ReadonlyMap<string, number>): void {
    this.others = [...counts].map(([name, items]) => ({ name, items }))
  }

  /** Notes what a story lost on its way. */
  note({ dropped }: SourceStory): void {
    this.notices += dropped.notices
    this.boxes += dropped.boxes
    for (const name of new Set(dropped.shortcodes)) add(this.shortcodes, name)
  }

  /** Notes what became of the images of a story that was stored. */
  illustrated(story: string, images: readonly StoryImage[], kept: readonly Media[], again: boolean): void {
    this.images.all += images.length
    const announced = images.filter(({ state }) => state === 'announced')
    this.images.withoutRights += announced.filter(({ isOwn }) => !isOwn).length
    this.images.withoutRights += kept.filter(({ redistributable }) => !redistributable).length
    for (const image of images) {
      if (image.state !== 'failed') continue
      this.images.missing += 1
      const { url } = image
      const because = again && image.passes ? `${image.because}; it is asked for again later` : image.because
      // One that stands in every story is named once.
      const isNamed = this.missing.some(({ image: named }) => named === url)
      if (!isNamed && this.missing.length < maxNamed) this.missing.push({ image: url, story, because })
    }
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
      images: images.all,
      imagesWithoutRights: images.withoutRights,
      imagesNotImported: images.missing,
      missingImages: this.missing,
      leftOut: this.others,
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

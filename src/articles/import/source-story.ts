import type { Instant } from '../../platform/clock.ts'

/** A story as a source has it, made ready for the desk. */
export interface SourceStory {
  /** Names it within its source: a WordPress post id, else the guid. */
  sourceId: string
  /** What feeds of the source name it by, where the source says so. */
  guid?: string | undefined
  url: string | null
  headline: string
  summary: string | null
  /** Cleaned of what belongs to the source's software; still to be sanitized. */
  bodyHtml: string
  language: string | null
  publishedAt: Instant
  modifiedAt: Instant
  /** Names as the source prints them, in order. */
  bylines: string[]
  categories: string[]
  tags: string[]
  /** The main image. */
  image: SourceImage | null
  /** What the source says of other images, which the text may show. */
  described: SourceImage[]
  /** What an editor's note at the beginning or end says was wrong; null where there is none. */
  correction: string | null
  /** What was left out, for the report. */
  dropped: { shortcodes: string[]; notices: number; boxes: number }
}

export interface SourceImage {
  url: string
  alt: string
  caption: string | null
  credit: string | null
}

/** What a source holds that is no story that could be read. */
export interface SourceFault {
  sourceId: string | null
  /** What is wrong, in words for the desk. */
  fault: string
}

export function isFault(one: SourceStory | SourceFault): one is SourceFault {
  return 'fault' in one
}

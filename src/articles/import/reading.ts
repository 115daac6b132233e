import type { Instant } from '../../platform/clock.ts'
import type { SourceFault, SourceStory } from './source-story.ts'

/** Some of the stories of a source, as they are read together and stored together. */
export interface ReadBatch {
  found: (SourceStory | SourceFault)[]
  /** How many there are in all, as far as the source tells. */
  total: number | undefined
  /** Once this batch is stored, everything that was modified before is. */
  upTo?: Instant | undefined
  /** What the source holds besides stories, by type or status: how many pages, drafts. Said with the last batch. */
  leftOut?: ReadonlyMap<string, number>
  /** Stories that were asked for by name. */
  asked?: readonly string[]
  /** The source has more than one run reads. */
  more?: boolean
}

/** A source that did not give what it should; the message is for staff and names no secret. */
export class SourceFailed extends Error {
  override readonly name = 'SourceFailed'
}

import { Problem } from '../../problems.ts'
import type { SourceFault } from './source-story.ts'

/** Why a story of a source cannot be read, in words for the desk. */
export class UnreadableStory extends Error {
  override readonly name = 'UnreadableStory'
  readonly sourceId: string | null

  constructor(sourceId: string | null, fault: string) {
    super(fault)
    this.sourceId = sourceId
  }
}

/** Reads a story; what the sanitizer refuses about it is unreadable too. */
export function reading<Story>(sourceId: string | null, read: () => Story): Story {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const [first] = error.errors ?? []
    throw new UnreadableStory(sourceId, first?.message ?? error.message)
  }
}

/** What a story is, or the fault because of which it cannot be read. */
export function storyOrFault<Story>(read: () => Story): Story | SourceFault {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UnreadableStory)) throw error
    return { sourceId: error.sourceId, fault: error.message }
  }
}

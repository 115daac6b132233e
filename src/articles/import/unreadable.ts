import { Problem } from '../../problems.ts'

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

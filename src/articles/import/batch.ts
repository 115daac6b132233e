import type { Instant } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import { Problem } from '../../problems.ts'
import type { Media } from '../media/media.ts'
import { reportersBy } from './byline-mappings.ts'
import type { Illustrating } from './illustrating.ts'
import { isToTryAgain, nextTry } from './image-tries.ts'
import { contentHashOf, type PreparedStory, prepareStory } from './prepare.ts'
import type { Outcome, Tally } from './result.ts'
import { belongs, folded, type Rules } from './rules.ts'
import { keepImages } from './source-images.ts'
import { isFault, type SourceFault, type SourceStory } from './source-story.ts'
import { type KnownStory, knownStories } from './stories.ts'
import type { StoryImage } from './story-images.ts'
import { type Intake, takeStory } from './take.ts'

/** Thrown to undo what a dry run has done. */
class Rehearsed extends Error {}

export interface Batch {
  intake: Pick<Intake, 'actor' | 'source'>
  /** What is to be noted in the same transaction, and whether the run may still write. */
  note: (tx: Tx) => Promise<void>
  dryRun: boolean
  /** Images that could not be had are asked for again where their time comes by then. */
  triesUntil: Instant
}

/** Stores some stories in one write; where that fails for one of them, each in a write of its own. */
export async function storeBatch(
  database: Database,
  tally: Tally,
  found: readonly (SourceStory | SourceFault)[],
  batch: Batch & { rules: Rules; illustrating: Illustrating },
): Promise<void> {
  const stories = sortedOut(tally, found, batch.rules)
  const { source } = batch.intake
  const known = await knownStories(
    database.read,
    source.id,
    stories.map(({ sourceId }) => sourceId),
  )
  const fit: FitStory[] = []
  for (const story of stories) {
    if (isUnchanged(story, known.get(story.sourceId), batch.triesUntil)) {
      tally.count('unchanged')
      continue
    }
    tally.note(story)
    const preparation = await prepareStory(story, batch.rules, batch.illustrating)
    if (preparation.fit) fit.push(preparation)
    else tally.skip(nameOf(story), preparation.because)
  }
  await store(database, tally, fit, batch)
}

interface FitStory {
  story: PreparedStory
  images: readonly StoryImage[]
}

function sortedOut(tally: Tally, found: readonly (SourceStory | SourceFault)[], rules: Rules): SourceStory[] {
  // A source may name a story twice on its way through the pages: its last word counts.
  const stories = new Map<string, SourceStory>()
  for (const one of found) {
    if (isFault(one)) tally.skip(one.sourceId ?? 'unknown', one.fault)
    else if (belongs(one, rules)) stories.set(one.sourceId, one)
    else tally.count('outside')
  }
  return [...stories.values()]
}

function isUnchanged(story: SourceStory, known: KnownStory | undefined, triesUntil: Instant): boolean {
  if (known?.state !== 'imported' || isToTryAgain(known, triesUntil)) return false
  return known.contentHash === contentHashOf(story)
}

async function store(
  database: Database,
  tally: Tally,
  stories: readonly FitStory[],
  batch: Batch,
): Promise<void> {
  try {
    const taken = await written(database, stories, batch)
    for (const { story, images, outcome, unknown, kept, again } of taken) {
      tally.count(outcome)
      tally.unknown(unknown)
      tally.illustrated(nameOf({ ...story, sourceId: story.storyId }), images, kept, again)
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    const [first] = stories
    if (stories.length > 1) {
      for (const story of stories) await store(database, tally, [story], batch)
    } else if (first) tally.skip(nameOf({ ...first.story, sourceId: first.story.storyId }), told(error))
    else throw error
  }
}

interface Taken extends FitStory {
  kept: Media[]
  outcome: Outcome
  unknown: string[]
  /** Images that could not be had are asked for again. */
  again: boolean
}

async function written(
  database: Database,
  stories: readonly FitStory[],
  { intake, note, dryRun }: Batch,
): Promise<Taken[]> {
  let taken: Taken[] = []
  try {
    await database.write(async (tx) => {
      await note(tx)
      const known = await knownStories(
        tx,
        intake.source.id,
        stories.map(({ story }) => story.storyId),
      )
      const reporters = await reportersBy(
        tx,
        stories.flatMap(({ story }) => story.bylines),
      )
      taken = []
      for (const { story, images } of stories) {
        const shower = { sourceId: intake.source.id, storyId: story.storyId }
        const kept = await keepImages(tx, intake.actor, shower, images)
        const media = kept.map(({ id }) => id)
        const illustrated = { ...story, content: { ...story.content, media } }
        const outcome = await takeStory(tx, { ...intake, known, reporters }, illustrated)
        const unknown = story.bylines.filter((name) => !reporters.has(folded(name)))
        const again = nextTry(story, known.get(story.storyId), tx.now).imagesAgainAt !== null
        taken.push({ story, images, kept, outcome, unknown: outcome === 'waiting' ? unknown : [], again })
      }
      if (dryRun) throw new Rehearsed()
    })
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error
  }
  return taken
}

function nameOf({ url, sourceId }: Pick<SourceStory, 'url' | 'sourceId'>): string {
  return url ?? sourceId
}

function told({ detail, errors, title }: Problem): string {
  const [first] = errors ?? []
  return detail ?? (first ? `${first.field} ${first.message}` : title)
}

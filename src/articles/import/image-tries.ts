import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Instant } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import type { PreparedStory } from './prepare.ts'
import type { KnownStory } from './stories.ts'
import { sourceStories } from './tables.ts'

const minuteMs = 60_000
const waitsMs = [5, 15, 60, 4 * 60, 12 * 60, 24 * 60].map((minutes) => minutes * minuteMs)
const perRun = 50

type Tries = Pick<KnownStory, 'imageTries' | 'imagesAgainAt'>

/** When the images of a story that could not be had this time are asked for again; after the last wait never. */
export function nextTry(
  { lacksImages = false, contentHash }: Pick<PreparedStory, 'lacksImages' | 'contentHash'>,
  known: KnownStory | undefined,
  now: Instant,
): Tries {
  if (!lacksImages) return { imageTries: 0, imagesAgainAt: null }
  const tries = known?.contentHash === contentHash ? known.imageTries : 0
  const waitMs = waitsMs[tries]
  return { imageTries: tries + 1, imagesAgainAt: waitMs === undefined ? null : now + waitMs }
}

/** Whether a story is read although its source says nothing new. */
export function isToTryAgain({ imagesAgainAt }: Tries, until: Instant): boolean {
  return imagesAgainAt !== null && imagesAgainAt <= until
}

/** Some of the stories of a source whose images are to be asked for again by then, the longest due first. */
export async function storiesToTryAgain(
  queries: Queries,
  sourceId: Id<'src'>,
  until: Instant,
): Promise<string[]> {
  const rows = await queries
    .select({ storyId: sourceStories.storyId })
    .from(sourceStories)
    .where(and(eq(sourceStories.sourceId, sourceId), lte(sourceStories.imagesAgainAt, until)))
    .orderBy(asc(sourceStories.imagesAgainAt))
    .limit(perRun)
  return rows.map(({ storyId }) => storyId)
}

/** Gives up on those that the source did not hand out any more, so that they keep no others from their turn. */
export async function forgetTries(
  tx: Tx,
  sourceId: Id<'src'>,
  storyIds: readonly string[],
  until: Instant,
): Promise<void> {
  if (storyIds.length === 0) return
  const ofThese = and(eq(sourceStories.sourceId, sourceId), inArray(sourceStories.storyId, [...storyIds]))
  await tx
    .update(sourceStories)
    .set({ imagesAgainAt: null })
    .where(and(ofThese, lte(sourceStories.imagesAgainAt, until)))
}

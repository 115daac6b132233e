import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { sourceStories } from './tables.ts'

export type KnownStory = typeof sourceStories.$inferSelect

/** What is known of the stories named, by their id in the source. */
export async function knownStories(
  queries: Queries,
  sourceId: Id<'src'>,
  storyIds: readonly string[],
): Promise<Map<string, KnownStory>> {
  if (storyIds.length === 0) return new Map()
  const rows = await queries
    .select()
    .from(sourceStories)
    .where(and(eq(sourceStories.sourceId, sourceId), inArray(sourceStories.storyId, [...storyIds])))
    .limit(storyIds.length)
  return new Map(rows.map((row) => [row.storyId, row]))
}

/** Stories that wait for a byline. */
export async function storiesWaitingFor(
  queries: Queries,
  name: string,
  limit: number,
): Promise<KnownStory[]> {
  return queries
    .select()
    .from(sourceStories)
    .where(eq(sourceStories.waitsFor, name))
    .orderBy(asc(sourceStories.sourceId), asc(sourceStories.storyId))
    .limit(limit)
}

/** Notes what is known of a story from now on. */
export async function keepStory(tx: Tx, story: KnownStory): Promise<void> {
  await tx
    .insert(sourceStories)
    .values(story)
    .onConflictDoUpdate({ target: [sourceStories.sourceId, sourceStories.storyId], set: story })
}

import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { sourceStories, sources } from './tables.ts'

export type KnownStory = typeof sourceStories.$inferSelect
type Source = typeof sources.$inferSelect

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

/** What the feeds of their sources named imported stories by. */
export async function sourceGuids(
  queries: Queries,
  ids: readonly Id<'art'>[],
): Promise<Map<Id<'art'>, string>> {
  if (ids.length === 0) return new Map()
  const { articleId, storyId, guid } = sourceStories
  const rows = await queries
    .select({ articleId, storyId, guid, kind: sources.kind, url: sources.url })
    .from(sourceStories)
    .innerJoin(sources, eq(sources.id, sourceStories.sourceId))
    .where(inArray(articleId, [...ids]))
    .limit(ids.length)
  return new Map(
    rows.flatMap((row) => {
      const known = row.guid ?? usualGuid(row)
      return row.articleId && known ? [[row.articleId, known]] : []
    }),
  )
}

// Of stories that were imported before guids were kept: WordPress makes them of the number of the post.
function usualGuid({ kind, storyId, url }: Pick<KnownStory, 'storyId'> & Pick<Source, 'kind' | 'url'>) {
  if (kind === 'feed' || !/^\d+$/.test(storyId)) return storyId
  const site = /^https?:/.test(url) ? URL.parse(url) : null
  return site ? `${site.origin}/?p=${storyId}` : undefined
}

import { and, asc, eq, gt } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import type { Database, Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { findArticle } from '../articles.ts'
import { findRevision } from '../revisions.ts'
import { type Ask, hostIn } from './asking.ts'
import { closeEntry, keyOf, openEntry } from './desk.ts'
import { SourceFailed } from './reading.ts'
import type { Source } from './sources.ts'
import { type KnownStory, keepStory, knownStories } from './stories.ts'
import { sourceStories } from './tables.ts'
import { idsStillThere, postIdsSince } from './wordpress-site.ts'

const sweptMs = 30 * 24 * 60 * 60_000
const perLook = 100
const maxLooks = 500

/**
 * Finds what a site no longer has of the last 30 days and tells the desk; nothing is taken back without it.
 * Returns how many stories have vanished.
 */
export async function sweep(
  database: Database,
  actor: Actor,
  source: Source,
  ask: Ask,
  now: number,
): Promise<number> {
  const since = now - sweptMs
  const missing = await storiesMissing(
    database.read,
    source,
    await postIdsSince(ask, source.url, since),
    since,
  )
  let vanished = 0
  for (let from = 0; from < missing.length; from += perLook) {
    const ids = missing.slice(from, from + perLook)
    // Asked by name before anything is concluded: a list may lose a row while its pages are read.
    const there = await idsStillThere(ask, source.url, ids)
    const gone = ids.filter((id) => !there.has(id))
    if (gone.length > 0) vanished += await database.write((tx) => noteVanished(tx, actor, source.id, gone))
  }
  return vanished
}

async function storiesMissing(
  queries: Queries,
  { id, url }: Source,
  there: ReadonlySet<string>,
  since: number,
): Promise<string[]> {
  const known = await storiesSince(queries, id, since)
  // A site that has lost everything is out of order, or is no longer the one that we know.
  if (known.length > 1 && there.size === 0) {
    throw new SourceFailed(
      `${hostIn(url)} lists no post of the last 30 days; nothing is taken to have vanished`,
    )
  }
  return known.filter((storyId) => !there.has(storyId))
}

async function storiesSince(queries: Queries, sourceId: Id<'src'>, since: number): Promise<string[]> {
  const found: string[] = []
  let after = ''
  for (let looks = 0; looks < maxLooks; looks += 1) {
    const rows = await queries
      .select({ storyId: sourceStories.storyId, state: sourceStories.state })
      .from(sourceStories)
      .where(
        and(
          eq(sourceStories.sourceId, sourceId),
          gt(sourceStories.publishedAt, since),
          gt(sourceStories.storyId, after),
        ),
      )
      .orderBy(asc(sourceStories.storyId))
      .limit(perLook)
    found.push(...rows.filter(({ state }) => state !== 'vanished').map(({ storyId }) => storyId))
    after = rows.at(-1)?.storyId ?? after
    if (rows.length < perLook) break
  }
  return found
}

async function noteVanished(
  tx: Tx,
  actor: Actor,
  sourceId: Id<'src'>,
  storyIds: readonly string[],
): Promise<number> {
  const known = await knownStories(tx, sourceId, storyIds)
  for (const story of known.values()) await vanish(tx, actor, story)
  return known.size
}

async function vanish(tx: Tx, actor: Actor, story: KnownStory): Promise<void> {
  await keepStory(tx, { ...story, state: 'vanished', waitsFor: null, pending: null })
  for (const kind of ['held', 'proposed-correction', 'conflict'] as const)
    await closeEntry(tx, actor, keyOf(kind, story), 'vanished')
  const article = story.articleId === null ? undefined : await findArticle(tx, story.articleId)
  // Of what nobody was given there is nothing to take back.
  if (article?.status !== 'published') return
  const revision = await findRevision(tx, article.id, article.revision)
  const { sourceId, storyId } = story
  const headline = revision?.headline ?? null
  await openEntry(tx, 'vanished', { sourceId, storyId, articleId: article.id, headline })
}

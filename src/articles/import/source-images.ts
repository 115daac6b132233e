import { and, eq, inArray } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { addMedia, findMediaByHash, type Media } from '../media/media.ts'
import { media } from '../media/tables.ts'
import type { StoryImage } from './story-images.ts'
import { sourceImages } from './tables.ts'

/** Our images that stand at these addresses of a source. */
export async function knownImages(
  queries: Queries,
  sourceId: Id<'src'>,
  urls: readonly string[],
): Promise<Map<string, Media>> {
  const rows = await queries
    .select({ url: sourceImages.url, image: media })
    .from(sourceImages)
    .innerJoin(media, eq(media.id, sourceImages.mediaId))
    .where(and(eq(sourceImages.sourceId, sourceId), inArray(sourceImages.url, [...urls])))
    .limit(urls.length)
  return new Map(rows.map(({ url, image }) => [url, image]))
}

/** The images of a story as ours, those that are new added; of what nobody has nothing. */
export async function keepImages(
  tx: Tx,
  actor: Actor,
  sourceId: Id<'src'>,
  images: readonly StoryImage[],
): Promise<Media[]> {
  const kept = new Map<Id<'med'>, Media>()
  for (const image of images) {
    const ours = image.state === 'fetched' ? await keep(tx, actor, sourceId, image) : image.ours
    if (ours) kept.set(ours.id, ours)
  }
  return [...kept.values()]
}

async function keep(
  tx: Tx,
  actor: Actor,
  sourceId: Id<'src'>,
  { url, alt, caption, credit, redistributable, file }: Extract<StoryImage, { state: 'fetched' }>,
): Promise<Media> {
  const said = { alt, caption, credit: credit ?? undefined, sourceUrl: url, redistributable }
  const ours = (await findMediaByHash(tx, file.sha256)) ?? (await addMedia(tx, actor, file, said))
  await tx.insert(sourceImages).values({ sourceId, url, mediaId: ours.id }).onConflictDoNothing()
  return ours
}

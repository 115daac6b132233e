import { and, eq, inArray } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { addMedia, findMediaByHash, type Media, requireMedia, setMedia } from '../media/media.ts'
import { media } from '../media/tables.ts'
import type { KnownStory } from './stories.ts'
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

/** A story of a source, as its images are kept with it. */
type Shower = Pick<KnownStory, 'sourceId' | 'storyId'>

/**
 * The images of a story as ours, those that are new added; of what nobody has nothing. One that its source now
 * credits to somebody else, or to nobody any more, is withheld wherever it is shown; whether it comes back a
 * person decides.
 */
export async function keepImages(
  tx: Tx,
  actor: Actor,
  shower: Shower,
  images: readonly StoryImage[],
): Promise<Media[]> {
  const kept = new Map<Id<'med'>, Media>()
  for (const image of images) {
    const ours = await ourOf(tx, actor, image)
    if (!ours) continue
    const isWithheld = ours.redistributable && (await contradicts(tx, shower, image, ours))
    const credit = image.credit
    kept.set(ours.id, isWithheld ? await setMedia(tx, actor, ours, { redistributable: false, credit }) : ours)
    await remember(tx, shower, image, ours)
  }
  return [...kept.values()]
}

async function ourOf(tx: Tx, actor: Actor, image: StoryImage): Promise<Media | undefined> {
  // It was read before this transaction, and may be another by now.
  if (image.state === 'known') return requireMedia(tx, image.ours.id)
  if (image.state !== 'fetched') return undefined
  const { url, alt, caption, credit, redistributable, file } = image
  const said = { alt, caption, credit: credit ?? undefined, sourceUrl: url, redistributable }
  return (await findMediaByHash(tx, file.sha256)) ?? addMedia(tx, actor, file, said)
}

// What it said before, or what we say ourselves, tells nothing against what somebody has decided.
async function contradicts(tx: Tx, shower: Shower, image: StoryImage, ours: Media): Promise<boolean> {
  if (image.isOwn) return false
  const last = await lastSaid(tx, shower, image.url)
  if (image.credit === null) return last?.credit != null && last.creditedIn === shower.storyId
  return image.credit !== last?.credit && image.credit !== ours.credit
}

async function lastSaid(tx: Tx, { sourceId }: Shower, url: string) {
  const [last] = await tx
    .select()
    .from(sourceImages)
    .where(and(eq(sourceImages.sourceId, sourceId), eq(sourceImages.url, url)))
    .limit(1)
  return last
}

// A story that shows an image without a credit takes back none that another one gives it.
async function remember(tx: Tx, shower: Shower, { url, credit }: StoryImage, { id }: Media): Promise<void> {
  const { sourceId, storyId: creditedIn } = shower
  const target = [sourceImages.sourceId, sourceImages.url]
  await tx
    .insert(sourceImages)
    .values({ sourceId, url, mediaId: id, credit, creditedIn })
    .onConflictDoUpdate({
      target,
      set: { credit, creditedIn },
      ...(credit === null ? { setWhere: eq(sourceImages.creditedIn, creditedIn) } : {}),
    })
}

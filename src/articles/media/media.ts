import { desc, eq, inArray, lt } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { invalidate } from '../../platform/database/invalidations.ts'
import { type Id, newId } from '../../platform/ids.ts'
import type { Hash } from '../../platform/storage/storage.ts'
import { invalid, Problem } from '../../problems.ts'
import type { Picture } from '../content.ts'
import type { PreparedImage } from './image.ts'
import { orderRenditions } from './orders.ts'
import { media } from './tables.ts'
import { changeUsers } from './withholding.ts'

export type Media = typeof media.$inferSelect

/** What is said of an image. */
export interface MediaFields {
  /** What it shows, for those who cannot see it; empty for decoration. */
  alt: string
  caption?: string | null | undefined
  /** Default: what the file says; likewise the rights. */
  credit?: string | null | undefined
  rights?: string | null | undefined
  /** Where it was taken from. */
  sourceUrl?: string | null | undefined
  /** Default: true. */
  redistributable?: boolean | undefined
}

/** Adds an image and has its renditions made. Throws `conflict` naming the one that has the same content. */
export async function addMedia(
  tx: Tx,
  actor: Actor,
  image: PreparedImage,
  { alt, caption, credit, rights, sourceUrl, redistributable = true }: MediaFields,
): Promise<Media> {
  const present = await findMediaByHash(tx, image.sha256)
  if (present)
    throw new Problem('conflict', {
      detail: `This image is there already as ${present.id}; change that one.`,
    })
  const added: Media = {
    id: newId('med'),
    ...image,
    alt,
    caption: caption ?? null,
    credit: credit === undefined ? image.credit : credit,
    rights: rights === undefined ? image.rights : rights,
    sourceUrl: sourceUrl ?? null,
    redistributable,
    renditionsAt: tx.now,
    createdAt: tx.now,
    version: 1,
  }
  await tx.insert(media).values(added)
  await audit(tx, actor, 'media.add', added.id, {
    sha256: added.sha256,
    credit: added.credit,
    redistributable,
  })
  await orderRenditions(tx, added.id)
  return added
}

type MediaChanges = { [Field in keyof Omit<MediaFields, 'sourceUrl'>]?: MediaFields[Field] | undefined }

/**
 * Changes what is given. Revisions that are out keep the texts that they were published with; whether
 * partners may have the image changes for all of them at once, and is told as an update of each story.
 */
export async function setMedia(tx: Tx, actor: Actor, present: Media, changes: MediaChanges): Promise<Media> {
  const changed = changedIn(present, changes)
  if (Object.keys(changed).length === 0) return present

  const row = { ...present, ...changed, version: present.version + 1 }
  await tx.update(media).set(row).where(eq(media.id, present.id))
  await audit(tx, actor, 'media.set', present.id, changed)
  await invalidate(tx, present.id)
  if (row.credit !== present.credit || row.rights !== present.rights) await orderRenditions(tx, present.id)
  if (row.redistributable !== present.redistributable) await changeUsers(tx, row)
  return row
}

function changedIn(present: Media, changes: MediaChanges): Partial<Media> {
  const before: Record<string, unknown> = present
  return Object.fromEntries(
    Object.entries(changes).filter(([field, value]) => value !== undefined && value !== before[field]),
  )
}

/** An image, for a verb. Throws `not-found`. */
export async function requireMedia(queries: Queries, id: Id<'med'>): Promise<Media> {
  const [found] = await queries.select().from(media).where(eq(media.id, id)).limit(1)
  if (!found) throw new Problem('not-found', { detail: `There is no image ${id}.` })
  return found
}

/** The image whose original has this hash. */
export async function findMediaByHash(queries: Queries, sha256: Hash): Promise<Media | undefined> {
  const [found] = await queries.select().from(media).where(eq(media.sha256, sha256)).limit(1)
  return found
}

/** A page of images, the newest first. */
export async function listMedia(queries: Queries, limit: number, before?: Id<'med'>): Promise<Media[]> {
  return queries
    .select()
    .from(media)
    .where(before && lt(media.id, before))
    .orderBy(desc(media.id))
    .limit(limit)
}

/** Images in the order given, as a revision keeps them. Throws where one is unknown. */
export async function picturesOf(queries: Queries, ids: Id<'med'>[]): Promise<Picture[]> {
  if (ids.length === 0) return []
  const found = await queries.select().from(media).where(inArray(media.id, ids)).limit(ids.length)
  return ids.map((id, position) => {
    const one = found.find((candidate) => candidate.id === id)
    if (!one)
      throw invalid(
        `media.${position}`,
        `${id} is not an image; /v1/staff/media and \`wirecopy media list\` name them`,
      )
    return pictureOf(one)
  })
}

/** The images among these hashes, as a revision keeps them. */
export async function picturesWith(queries: Queries, hashes: Hash[]): Promise<Picture[]> {
  if (hashes.length === 0) return []
  const found = await queries.select().from(media).where(inArray(media.sha256, hashes)).limit(hashes.length)
  return found.map(pictureOf)
}

function pictureOf({ id, sha256, width, height, alt, caption, credit, rights }: Media): Picture {
  return { id, sha256, width, height, alt, caption, credit, rights }
}

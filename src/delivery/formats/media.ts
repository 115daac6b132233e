import type { Picture } from '../../articles/content.ts'
import { otherImagesIn, withCredits, withoutOtherImages } from '../../articles/text/own-images.ts'
import type { Hash } from '../../platform/storage/storage.ts'
import type { Story } from '../catalog.ts'
import type { Links } from '../links.ts'

/** The images of an article that partners get, and what they are told of the others. */
export function mediaJson({ revision, withheld }: Story, links: Links) {
  const pictures = revision?.media ?? []
  const foreign = revision ? otherImagesIn(revision.bodyHtml, hashesOf(pictures)) : []
  return {
    media: pictures.filter(({ id }) => !withheld.has(id)).map((picture) => shown(picture, links)),
    omittedMedia: [
      ...pictures.filter(({ id }) => withheld.has(id)),
      ...foreign.map(({ alt, caption }) => ({ alt, caption: caption || null, credit: null })),
    ].map(omitted),
  }
}

/**
 * The text as every format has it, with a credit below each image. Images that partners may not have are left
 * out, and so are those that lie elsewhere: nobody has said that they may be handed on.
 */
export function bodyFor({ revision, withheld }: Story): string {
  if (!revision) return ''
  const { bodyHtml, media } = revision
  const free = media.filter(({ id }) => !withheld.has(id))
  const credits = free.flatMap(({ sha256, credit }) => (credit === null ? [] : [[sha256, credit] as const]))
  return withCredits(withoutOtherImages(bodyHtml, hashesOf(free)), new Map(credits))
}

function hashesOf(pictures: Picture[]): ReadonlySet<Hash> {
  return new Set(pictures.map(({ sha256 }) => sha256))
}

function shown(picture: Picture, links: Links) {
  const { id, alt, caption, credit, rights } = picture
  return { id, alt, caption, credit, rights, renditions: links.renditions(picture) }
}

// Enough to ask the owner for a license of one's own, and nothing that leads to the image.
function omitted({ alt, caption, credit }: Pick<Picture, 'alt' | 'caption' | 'credit'>) {
  return { alt, caption, credit, reason: 'not redistributable' as const }
}

/** The file of an image that every system shows: the largest JPEG. */
export function mainFile({ renditions }: Pick<ReturnType<typeof shown>, 'renditions'>) {
  return renditions.findLast(({ contentType }) => contentType === 'image/jpeg') ?? renditions.at(-1)
}

/** Whether a text shows an image, in whatever size: all its renditions stand in one folder. */
export function isIn(
  bodyHtml: string,
  { renditions: [first] }: Pick<ReturnType<typeof shown>, 'renditions'>,
) {
  return first !== undefined && bodyHtml.includes(first.href.slice(0, first.href.lastIndexOf('/') + 1))
}

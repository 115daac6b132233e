import type { Picture } from '../../articles/content.ts'
import { withCredits, withoutImages } from '../../articles/text/own-images.ts'
import type { Story } from '../catalog.ts'
import type { Links } from '../links.ts'

/** The images of an article that partners get, and what they are told of the others. */
export function mediaJson({ revision, withheld }: Story, links: Links) {
  const pictures = revision?.media ?? []
  return {
    media: pictures.filter(({ id }) => !withheld.has(id)).map((picture) => shown(picture, links)),
    omittedMedia: pictures.filter(({ id }) => withheld.has(id)).map(omitted),
  }
}

/** The text as every format has it: without the images that partners may not have, and with a credit below each. */
export function bodyFor({ revision, withheld }: Story): string {
  if (!revision) return ''
  const { bodyHtml, media } = revision
  const hidden = media.filter(({ id }) => withheld.has(id)).map(({ sha256 }) => sha256)
  const credits = media.flatMap(({ sha256, credit }) => (credit === null ? [] : [[sha256, credit] as const]))
  return withCredits(withoutImages(bodyHtml, new Set(hidden)), new Map(credits))
}

function shown(picture: Picture, links: Links) {
  const { id, alt, caption, credit, rights } = picture
  return { id, alt, caption, credit, rights, renditions: links.renditions(picture) }
}

// Enough to ask the owner for a license of one's own, and nothing that leads to the image.
function omitted({ alt, caption, credit }: Picture) {
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

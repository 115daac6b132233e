import { escapeHtml } from '../../platform/escape-html.ts'
import { type Hash, hashOf } from '../../platform/storage/storage.ts'
import { readImage } from './image.ts'

const widths = [320, 800, 1600] as const
const encodings = {
  avif: { contentType: 'image/avif', quality: 50 },
  webp: { contentType: 'image/webp', quality: 78 },
  jpg: { contentType: 'image/jpeg', quality: 82 },
} as const
// One step more takes nine times as long and makes nothing smaller.
const avifEffort = 3
const extensions = ['avif', 'webp', 'jpg'] as const
// Raised with every change of what a rendition is made like, so that all of them are made anew.
const recipe = 1

type Extension = (typeof extensions)[number]

/** The name of a rendition: the width that it has at most, and its encoding. */
export type RenditionName = `${(typeof widths)[number]}.${Extension}`

export const renditionNames = widths.flatMap((width) =>
  extensions.map((extension): RenditionName => `${width}.${extension}`),
)

export interface ImageRendition {
  name: RenditionName
  contentType: string
  width: number
  height: number
}

interface Size {
  width: number
  height: number
}

/** The renditions of an image of this size, which is never enlarged; the smallest first. */
export function renditionsOf(image: Size): ImageRendition[] {
  const last = widths.findIndex((width) => width >= image.width)
  const useful = last === -1 ? widths : widths.slice(0, last + 1)
  return useful.flatMap((width) =>
    extensions.map((extension) => ({
      name: `${width}.${extension}` as const,
      contentType: encodings[extension].contentType,
      ...within(image, width),
    })),
  )
}

/** Where the renditions of an image stand. */
export function renditionLinks(image: Size & { sha256: Hash }, publicUrl: string) {
  return renditionsOf(image).map(({ name, contentType, width, height }) => ({
    href: `${publicUrl}/media/${image.sha256}/${name}`,
    contentType,
    width,
    height,
  }))
}

function within({ width, height }: Size, maxWidth: number): Size {
  if (width <= maxWidth) return { width, height }
  return { width: maxWidth, height: Math.max(1, Math.round((height * maxWidth) / width)) }
}

/** An image as far as its renditions show it. */
export interface Original extends Size {
  sha256: Hash
  credit: string | null
  rights: string | null
}

/** Under which hash a rendition is kept: of all that it is made of, so that it can only become unused. */
export function keyOf({ sha256, credit, rights }: Original, name: RenditionName): Hash {
  return hashOf(JSON.stringify([recipe, sha256, name, credit, rights]))
}

/** A rendition of an original: upright, in sRGB, and of all that the file said of itself only credit and rights. */
export async function render(
  content: Buffer,
  { credit, rights }: Original,
  { name, width, height }: ImageRendition,
): Promise<Buffer> {
  const source = await readImage(content)
  const image = source
    .autoOrient()
    .resize(width, height, { fit: 'fill' })
    .toColourspace('srgb')
    .withExif({ IFD0: { ...(credit && { Artist: credit }), ...(rights && { Copyright: rights }) } })
    .withXmp(xmpOf(credit, rights))
  if (name.endsWith('.avif'))
    return image.avif({ quality: encodings.avif.quality, effort: avifEffort }).toBuffer()
  if (name.endsWith('.webp')) return image.webp({ quality: encodings.webp.quality }).toBuffer()
  // JPEG knows no transparency; what lies behind it would be black.
  return image.flatten({ background: '#fff' }).jpeg({ quality: encodings.jpg.quality }).toBuffer()
}

// EXIF holds ASCII alone, so that names with other letters stand whole only here.
function xmpOf(credit: string | null, rights: string | null): string {
  const by = credit === null ? '' : `<photoshop:Credit>${escapeHtml(credit)}</photoshop:Credit>`
  const all = `<rdf:Alt><rdf:li xml:lang="x-default">${escapeHtml(rights ?? '')}</rdf:li></rdf:Alt>`
  return [
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">',
    by,
    rights === null ? '' : `<dc:rights>${all}</dc:rights>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
  ].join('')
}

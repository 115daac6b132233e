import { escapeHtml } from '../../platform/escape-html.ts'
import { type Hash, isHash } from '../../platform/storage/storage.ts'
import type { SafeHtml } from './html.ts'

// As `htmlOf` writes it: an image is a block, and each block is a line.
const imageBlock = '<figure><img '
const ownImage = /^<figure><img src="[^"]*\/media\/([0-9a-f]{64})\/[^"]*"/
const anyImage =
  /^<figure><img src="([^"]*)" alt="([^"]*)"(?: width="\d+")?(?: height="\d+")?>(?:<figcaption>(.*)<\/figcaption>)?<\/figure>$/

/** The hashes of those images in a body that are our own, in order. */
export function ownImagesIn(html: SafeHtml): Hash[] {
  const hashes = html.split('\n').map(ownImageIn)
  return [...new Set(hashes.filter((hash) => hash !== undefined))]
}

/** A body that shows no images but those of ours that have one of these hashes. */
export function withoutOtherImages(html: SafeHtml, hashes: ReadonlySet<Hash>): string {
  if (!html.includes(imageBlock)) return html
  const kept = html.split('\n').filter((line) => !isOther(line, hashes))
  return kept.join('\n')
}

/** What a body says of the images in it that are none of those of ours that have one of these hashes, as text. */
export function otherImagesIn(html: SafeHtml, hashes: ReadonlySet<Hash>): { alt: string; caption: string }[] {
  if (!html.includes(imageBlock)) return []
  const others = html.split('\n').filter((line) => isOther(line, hashes))
  return others.flatMap(shownIn).map(({ alt, captionHtml }) => ({ alt, caption: plain(captionHtml) }))
}

function isOther(line: string, hashes: ReadonlySet<Hash>): boolean {
  const hash = ownImageIn(line)
  return line.startsWith(imageBlock) && (hash === undefined || !hashes.has(hash))
}

/** A body whose captions say to whom our images are credited, where they do not say so by themselves. */
export function withCredits(html: string, credits: ReadonlyMap<string, string>): string {
  if (credits.size === 0) return html
  const lines = html.split('\n').map((line) => {
    const credit = credits.get(ownImageIn(line) ?? '')
    const [, , , caption = ''] = anyImage.exec(line) ?? []
    if (credit === undefined || folded(plain(caption)).includes(folded(credit))) return line
    const image = line.slice(0, line.indexOf('>', line.indexOf('<img')) + 1)
    const credited = `${caption}${caption && ' '}(${escapeHtml(credit)})`
    return `${image}<figcaption>${credited}</figcaption></figure>`
  })
  return lines.join('\n')
}

function plain(html: string): string {
  return unescaped(html.replace(/<[^<>]*>/g, ''))
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}

/** An image as a body shows it. */
export interface ShownImage {
  src: string
  alt: string
  captionHtml: string
}

/** A file to show in the place of an image. */
export interface ImageFile {
  src: string
  width: number
  height: number
}

/** The images of a body, wherever they lie, in order. */
export function imagesIn(html: SafeHtml): ShownImage[] {
  return html.split('\n').flatMap(shownIn)
}

function shownIn(line: string): ShownImage[] {
  const [, src, alt = '', captionHtml = ''] = anyImage.exec(line) ?? []
  return src === undefined ? [] : [{ src: unescaped(src), alt: unescaped(alt), captionHtml }]
}

/** A body that shows other files in the place of its images; what has none is left out. Still to be sanitized. */
export function withFiles(html: SafeHtml, fileFor: (src: string) => ImageFile | undefined): string {
  const lines = html.split('\n').flatMap((line) => {
    const [, written, alt = '', captionHtml = ''] = anyImage.exec(line) ?? []
    if (written === undefined) return [line]
    const file = fileFor(unescaped(written))
    if (!file) return []
    const size = `width="${file.width}" height="${file.height}"`
    const caption = captionHtml && `<figcaption>${captionHtml}</figcaption>`
    return [`<figure><img src="${escapeHtml(file.src)}" alt="${alt}" ${size}>${caption}</figure>`]
  })
  return lines.join('\n')
}

function unescaped(value: string): string {
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function ownImageIn(line: string): Hash | undefined {
  const hash = ownImage.exec(line)?.[1]
  return hash !== undefined && isHash(hash) ? hash : undefined
}

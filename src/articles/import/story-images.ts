import type { PreparedImage } from '../media/image.ts'
import type { Media } from '../media/media.ts'
import type { SafeHtml } from '../text/html.ts'
import { imagesIn, type ShownImage } from '../text/own-images.ts'
import { captionOf } from './fields.ts'
import { cut } from './plain.ts'
import type { SourceImage, SourceStory } from './source-story.ts'

const maxLine = 500
const maxCaption = 2_000
// WordPress puts its smaller files beside the one that was uploaded.
const fileSize = /-(?:\d{1,5}x\d{1,5}|scaled)(?=\.[a-z]{3,4}$)/i

/** An image of a story, and how far it has come. */
export type StoryImage = SourceImage & {
  /** By the credit that its source gives it. */
  isOwn: boolean
} & (
    | { state: 'known'; ours: Media }
    | { state: 'fetched'; ours?: undefined; file: PreparedImage; redistributable: boolean }
    /** A dry run fetches nothing. */
    | { state: 'announced'; ours?: undefined }
    | { state: 'failed'; ours?: undefined; because: string; passes: boolean }
  )

/** The images of a story, the main one first, each once, with all that its source says of them. */
export function imagesOf(story: Pick<SourceStory, 'image' | 'described'>, bodyHtml: SafeHtml): SourceImage[] {
  const main = story.image ? [story.image] : []
  const described = new Map([...story.described, ...main].map((image) => [fileOf(image.url), image]))
  const shown = imagesIn(bodyHtml).map((image) => completed(image, described.get(fileOf(image.src))))
  const images = new Map<string, SourceImage>()
  for (const image of [...main, ...shown]) if (!images.has(image.url)) images.set(image.url, bounded(image))
  return [...images.values()]
}

function completed({ src, alt, captionHtml }: ShownImage, described: SourceImage | undefined): SourceImage {
  const { caption, credit } = captionOf(captionHtml)
  return {
    url: src,
    alt: alt || described?.alt || '',
    caption: caption ?? described?.caption ?? null,
    credit: credit ?? described?.credit ?? null,
  }
}

function fileOf(url: string): string {
  return url.replace(fileSize, '')
}

function bounded({ url, alt, caption, credit }: SourceImage): SourceImage {
  return {
    url,
    alt: cut(alt, maxLine) ?? '',
    caption: cut(caption, maxCaption),
    credit: cut(credit, maxLine),
  }
}

import type { Queries } from '../../platform/database/database.ts'
import type { Content } from '../content.ts'
import { type Original, renditionLinks } from '../media/renditions.ts'
import type { Newswire } from '../newswire.ts'
import { prepareBodyBeside } from '../text/beside.ts'
import type { SafeHtml } from '../text/html.ts'
import { type ImageFile, withFiles } from '../text/own-images.ts'
import type { ImageFetch } from './image-fetch.ts'
import { isOwnCredit, namesAgency } from './own-credits.ts'
import { knownImages } from './source-images.ts'
import type { SourceImage, SourceStory } from './source-story.ts'
import type { Source } from './sources.ts'
import { imagesOf, type StoryImage } from './story-images.ts'

const maxImages = 50
const tooMany = { because: `a story takes ${maxImages} images`, passes: false }

/** What the images of a run's stories are brought along with. */
export interface Illustrating {
  queries: Queries
  source: Pick<Source, 'id'>
  newswire: Newswire | undefined
  publicUrl: string
  /** Absent in a dry run, which fetches nothing. */
  fetchImages: ImageFetch | undefined
}

/**
 * A story that shows our own images in the place of its source's. One that cannot be had is left out: a link to
 * it would hand out what may be an agency's.
 */
export async function illustrate(
  story: SourceStory,
  content: Content & { bodyHtml: SafeHtml },
  around: Illustrating,
): Promise<{ content: Content; images: StoryImage[] }> {
  const { bodyHtml } = content
  const wanted = imagesOf(story, bodyHtml)
  if (wanted.length === 0) return { content, images: [] }
  const images = await lookedUp(wanted, around)
  if (images.some(({ state }) => state === 'announced')) return { content, images }

  const files = new Map(images.map((image) => [image.url, fileOf(image, around.publicUrl)]))
  const shown = withFiles(bodyHtml, (src) => files.get(src))
  if (shown === bodyHtml) return { content, images }
  const { html, wordCount } = await prepareBodyBeside(shown)
  return { content: { ...content, bodyHtml: html, wordCount }, images }
}

async function lookedUp(
  wanted: readonly SourceImage[],
  { queries, source, newswire, fetchImages }: Illustrating,
): Promise<StoryImage[]> {
  const taken = wanted.slice(0, maxImages)
  const known = await knownImages(
    queries,
    source.id,
    taken.map(({ url }) => url),
  )
  const missing = taken.map(({ url }) => url).filter((url) => !known.has(url))
  const fetched = missing.length > 0 ? await fetchImages?.(missing) : undefined
  const names = (credit: string | null) => newswire !== undefined && isOwnCredit(credit, newswire)
  return wanted.map((said) => {
    const image = { ...said, isOwn: names(said.credit) }
    const ours = known.get(image.url)
    if (ours) return { ...image, state: 'known', ours }
    const found = fetched?.get(image.url)
    if (found && 'file' in found) {
      const { credit, rights } = found.file
      const redistributable = names(image.credit ?? credit) && !namesAgency(credit) && !namesAgency(rights)
      return { ...image, state: 'fetched', file: found.file, redistributable }
    }
    if (!fetchImages) return { ...image, state: 'announced' }
    return { ...image, state: 'failed', ...(found ?? tooMany) }
  })
}

function fileOf(image: StoryImage, publicUrl: string): ImageFile | undefined {
  const ours: Original | undefined = image.state === 'fetched' ? image.file : image.ours
  const largest = ours && renditionLinks(ours, publicUrl).findLast(({ href }) => href.endsWith('.jpg'))
  return largest && { src: largest.href, width: largest.width, height: largest.height }
}

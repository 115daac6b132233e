import type { Metadata } from 'sharp'
import { Bounded } from '../../platform/bounded.ts'
import { type Hash, hashOf, type Storage } from '../../platform/storage/storage.ts'
import { invalid, type Problem } from '../../problems.ts'
import { type Embedded, embeddedIn } from './embedded.ts'

export const maxImageBytes = 15 * 1024 * 1024
const maxPixels = 50_000_000
const maxSidePx = 16_000
const sampleSidePx = 8
// Reading an image takes one of the few threads that files and compression need as well.
const examinations = new Bounded({ max: 1, maxWaiting: 100 })

const contentTypes: Partial<Record<NonNullable<Metadata['format']>, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heif: 'image/avif',
}

let loading: ReturnType<typeof load> | undefined

// With the first image: commands that have to do with none should not wait for it.
function library() {
  loading ??= load()
  return loading
}

async function load() {
  const { default: sharp } = await import('sharp')
  // Whatever else it can read is never tried: SVG, PDF and TIFF have done more harm than pictures.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`),
  })
  // One image takes one core at most, and none stays in memory.
  sharp.concurrency(1)
  sharp.cache(false)
  return sharp
}

/** Reads an image within the limits, of an animation the first picture; damage is an error. */
export async function readImage(content: Buffer) {
  const sharp = await library()
  return sharp(content, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
}

/** An image that was found good and whose original is stored. */
export interface PreparedImage extends Embedded {
  sha256: Hash
  contentType: string
  width: number
  height: number
  bytes: number
}

/**
 * Examines an image by its content and stores the original; slow, so it comes before the transaction. Throws
 * `invalid-request` naming the field for what is no whole JPEG, PNG, WebP, AVIF or GIF within the limits.
 */
export async function prepareImage(
  storage: Storage,
  content: Buffer,
  field = 'content',
): Promise<PreparedImage> {
  const found = await examinations.run(() => examine(content, field))
  const sha256 = hashOf(content)
  await storage.put(sha256, content)
  return { sha256, bytes: content.length, ...found }
}

async function examine(content: Buffer, field: string) {
  if (content.length > maxImageBytes)
    throw invalid(field, `is ${content.length} bytes; at most ${maxImageBytes} (15 MiB) are taken`)
  // Without a limit, so that what is too large is called that; no pixel is read here.
  const sharp = await library()
  const metadata = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  const contentType = metadata?.format && contentTypes[metadata.format]
  if (!contentType) throw invalid(field, 'is no image of a known kind; send JPEG, PNG, WebP, AVIF or GIF')

  const { width, height } = metadata.autoOrient
  if (width * height > maxPixels || Math.max(width, height) > maxSidePx) throw tooLarge(field, width, height)
  // The header can promise anything; only reading all of it shows whether it is there.
  const image = await readImage(content)
  await image
    .resize(sampleSidePx, sampleSidePx, { fit: 'inside' })
    .raw()
    .toBuffer()
    .catch(() => {
      throw invalid(field, 'is damaged or cut off; send the whole file')
    })
  return { contentType, width, height, ...embeddedIn(metadata) }
}

function tooLarge(field: string, width: number, height: number): Problem {
  return invalid(
    field,
    `is ${width} × ${height} pixels; at most 50 megapixels and ${maxSidePx} pixels a side are taken`,
  )
}

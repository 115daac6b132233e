import sharp, { type Sharp } from 'sharp'

type Encoding = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff'

interface PictureOptions {
  width?: number
  height?: number
  encoding?: Encoding
  /** Pictures with different ones have different content. */
  seed?: number
  /** Draws on it, or says something of it. */
  with?: (picture: Sharp) => Sharp
}

/** The bytes of an image file. */
export async function aPicture({
  width = 400,
  height = 300,
  encoding = 'jpeg',
  seed = 0,
  with: more = (picture) => picture,
}: PictureOptions = {}): Promise<Buffer> {
  const background = { r: (seed * 8) % 256, g: (seed >> 5) * 8, b: 128 }
  const picture = sharp({ create: { width, height, channels: 3, background } })
  return more(picture).toFormat(encoding).toBuffer()
}

/** What a file says of itself, as programs that read images find it. */
export async function metadataOf(file: Buffer) {
  const { exif, iptc, icc, xmpAsString = '', ...metadata } = await sharp(file).metadata()
  return { ...metadata, exif: exif?.toString('latin1') ?? '', iptc, icc, xmp: xmpAsString }
}

import { crc32, deflateSync } from 'node:zlib'

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const grayscale = [8, 0, 0, 0, 0]

/** An SVG document of the given size with something inside. */
export function anSvg(
  inside = '<rect width="10" height="10"/>',
  attributes = 'width="200" height="50"',
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`
}

/** A whole black PNG file, in base64 as the logo is sent. */
export function aPng(width = 400, height = 100): string {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const pixels = deflateSync(Buffer.alloc((width + 1) * height))
  const file = [
    pngSignature,
    chunk('IHDR', Buffer.concat([size, Buffer.from(grayscale)])),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat(file).toString('base64')
}

/** A logo as the staff API takes it. */
export function logoFiles(inside?: string) {
  return { svg: anSvg(inside), png: aPng() }
}

/** One chunk of a PNG file. */
export function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, checksum])
}

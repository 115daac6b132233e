import type { Metadata } from 'sharp'
import { collapsed } from '../text/characters.ts'

const maxLength = 500
const maxXmpLength = 256 * 1024

/** Whom a file names, and its copyright notice. */
export interface Embedded {
  credit: string | null
  rights: string | null
}

/** What a file says of its author and rights: in XMP, else in IPTC, else in EXIF; of damaged data nothing. */
export function embeddedIn({
  xmpAsString = '',
  iptc,
  exif,
}: Pick<Metadata, 'xmpAsString' | 'iptc' | 'exif'>): Embedded {
  const xmp = xmpAsString.slice(0, maxXmpLength)
  const iptcText = iptcTexts(iptc)
  const exifText = exifTexts(exif)
  const author = firstOf(inXmp(xmp, 'dc:creator'), iptcText(80), exifText(0x013b))
  const agency = firstOf(inXmp(xmp, 'photoshop:Credit'), iptcText(110))
  const rights = firstOf(inXmp(xmp, 'dc:rights'), iptcText(116), exifText(0x8298))
  return { credit: joined(author, agency), rights }
}

// `Jane Doe/Agency`, as it is printed.
function joined(author: string | null, agency: string | null): string | null {
  if (author === null || agency === null || agency.includes(author)) return agency ?? author
  return printed(`${author}/${agency}`)
}

function firstOf(...texts: (string | undefined)[]): string | null {
  const lines = texts.map((text = '') => printed(text))
  return lines.find((text) => text !== '') ?? null
}

function printed(text: string): string {
  // Cut before it is cleaned, which takes away what the cut has left half.
  return collapsed(text.slice(0, maxLength)).trim()
}

/** A property as an element, as the first entry of a list in one, or as an attribute (ISO 16684-1). */
function inXmp(xmp: string, property: string): string | undefined {
  const element = new RegExp(`<${property}>\\s*(?:${listStart})?([^<]*)<`).exec(xmp)
  const attribute = new RegExp(`\\s${property}="([^"]*)"`).exec(xmp)
  const found = element?.[1] ?? attribute?.[1]
  return found?.replace(/&(amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity)
}

const listStart = '<rdf:(?:Alt|Bag|Seq)[^>]*>\\s*<rdf:li[^>]*>'

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
}

/** Texts of record 2 of IPTC-IIM by the number of their data set. */
function iptcTexts(iptc: Buffer | undefined): (dataSet: number) => string | undefined {
  return (dataSet) => {
    const at = iptc?.indexOf(Buffer.from([0x1c, 0x02, dataSet])) ?? -1
    if (!iptc || at === -1 || at + 5 > iptc.length) return undefined
    return iptc.toString('utf8', at + 5, at + 5 + iptc.readUInt16BE(at + 3))
  }
}

const tiffStart = 6
const entryBytes = 12
const ascii = 2

/** Texts of the first directory of EXIF by their tag (TIFF 6.0). */
function exifTexts(exif: Buffer | undefined): (tag: number) => string | undefined {
  const tiff = exif?.subarray(tiffStart) ?? Buffer.alloc(0)
  const little = tiff[0] === 0x49
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const find = (tag: number) => {
    const directory = long(4)
    for (let entry = 0; entry < short(directory); entry += 1) {
      const at = directory + 2 + entry * entryBytes
      if (short(at) !== tag || short(at + 2) !== ascii) continue
      const length = long(at + 4)
      const from = length <= 4 ? at + 8 : long(at + 8)
      return tiff.toString('utf8', from, from + length)
    }
    return undefined
  }
  return (tag) => {
    try {
      return find(tag)
    } catch {
      return undefined
    }
  }
}

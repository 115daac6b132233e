import { createHash } from 'node:crypto'
import { invalid } from '../problems.ts'
import type { LogoRendition } from './content.ts'

export type PreparedLogo = (LogoRendition & { content: Buffer })[]

const maxLogoBytes = 512 * 1024
const maxSidePx = 10_000
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const pngWidthOffset = 16
const pngHeightOffset = 20

// An SVG from our own address must not run anything, nor fetch anything, where it is opened as a page.
// Elements count under any prefix, and attributes also where only the prolog declares them.
const activeSvg = new RegExp(
  [
    /<([\w.-]+:)?(script|foreignObject)\b/,
    /\son\w+\s*=/,
    /javascript:/,
    /<!(ENTITY|ATTLIST)/,
    /http:\/\/www\.w3\.org\/1999\/xhtml/,
    /(href|src)\s*=\s*["'](?!#)/,
    /attributeName\s*=\s*["']([\w.-]+:)?(href|src)/,
    /@import/,
    /url\(\s*["']?(?!#)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
)

/** Checks both files of a logo and reads their sizes. Throws `invalid-request` naming the file. */
export function prepareLogo(svg: Buffer, png: Buffer): PreparedLogo {
  return [
    { ...describe('svg', svg), contentType: 'image/svg+xml', ...svgSize(svg), content: svg },
    { ...describe('png', png), contentType: 'image/png', ...pngSize(png), content: png },
  ]
}

function describe(field: string, content: Buffer) {
  if (content.length > maxLogoBytes)
    throw invalid(field, `is ${content.length} bytes; at most ${maxLogoBytes} are taken`)
  return { sha256: createHash('sha256').update(content).digest('hex') }
}

function svgSize(svg: Buffer): { width: number; height: number } {
  const source = svg.toString('utf8')
  if (activeSvg.test(source))
    throw invalid('svg', 'must not contain scripts, event handlers or references to other files')
  const root = /<svg\b[^>]*>/i.exec(source)?.[0]
  if (!root) throw invalid('svg', 'is not an SVG document')
  const viewBox = /viewBox\s*=\s*["'][\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)["']/.exec(root)
  const width = Number(/\swidth\s*=\s*["']([\d.]+)(?:px)?["']/.exec(root)?.[1] ?? viewBox?.[1])
  const height = Number(/\sheight\s*=\s*["']([\d.]+)(?:px)?["']/.exec(root)?.[1] ?? viewBox?.[2])
  if (!(width > 0 && height > 0)) throw invalid('svg', 'needs a width and height, or a viewBox')
  return within('svg', width, height)
}

function pngSize(png: Buffer): { width: number; height: number } {
  if (png.length < pngHeightOffset + 4 || !png.subarray(0, pngSignature.length).equals(pngSignature)) {
    throw invalid('png', 'is not a PNG file')
  }
  const size = { width: png.readUInt32BE(pngWidthOffset), height: png.readUInt32BE(pngHeightOffset) }
  if (size.width === 0 || size.height === 0) throw invalid('png', 'has no pixels')
  return within('png', size.width, size.height)
}

// The digits of an SVG can name any number; what no screen has would be in every article's attribution.
function within(field: string, width: number, height: number): { width: number; height: number } {
  const size = { width: Math.round(width), height: Math.round(height) }
  if (Math.min(size.width, size.height) < 1 || Math.max(size.width, size.height) > maxSidePx)
    throw invalid(field, `must be 1 to ${maxSidePx} pixels wide and high`)
  return size
}

import { createHash } from 'node:crypto'
import { Problem } from '../problems.ts'
import type { LogoRendition } from './content.ts'

export type PreparedLogo = (LogoRendition & { content: Buffer })[]

const maxLogoBytes = 512 * 1024
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const pngWidthOffset = 16
const pngHeightOffset = 20

// An SVG from our own address must not run anything, nor fetch anything, where it is opened as a page.
const activeSvg =
  /<script|<foreignObject|\son\w+\s*=|javascript:|<!ENTITY|(?:href|src)\s*=\s*["'](?!#)|@import|url\(\s*["']?(?!#)/i

/** Checks both files of a logo and reads their sizes. Throws `invalid-request` naming the file. */
export function prepareLogo(svg: Buffer, png: Buffer): PreparedLogo {
  return [
    { ...describe('svg', svg), contentType: 'image/svg+xml', ...svgSize(svg), content: svg },
    { ...describe('png', png), contentType: 'image/png', ...pngSize(png), content: png },
  ]
}

function describe(field: string, content: Buffer) {
  if (content.length > maxLogoBytes)
    throw unfit(field, `is ${content.length} bytes; at most ${maxLogoBytes} are taken`)
  return { sha256: createHash('sha256').update(content).digest('hex') }
}

function svgSize(svg: Buffer): { width: number; height: number } {
  const source = svg.toString('utf8')
  if (activeSvg.test(source))
    throw unfit('svg', 'must not contain scripts, event handlers or references to other files')
  const root = /<svg\b[^>]*>/i.exec(source)?.[0]
  if (!root) throw unfit('svg', 'is not an SVG document')
  const viewBox = /viewBox\s*=\s*["'][\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)["']/.exec(root)
  const width = Number(/\swidth\s*=\s*["']([\d.]+)/.exec(root)?.[1] ?? viewBox?.[1])
  const height = Number(/\sheight\s*=\s*["']([\d.]+)/.exec(root)?.[1] ?? viewBox?.[2])
  if (!(width > 0 && height > 0)) throw unfit('svg', 'needs a width and height, or a viewBox')
  return { width: Math.round(width), height: Math.round(height) }
}

function pngSize(png: Buffer): { width: number; height: number } {
  if (png.length < pngHeightOffset + 4 || !png.subarray(0, pngSignature.length).equals(pngSignature)) {
    throw unfit('png', 'is not a PNG file')
  }
  return { width: png.readUInt32BE(pngWidthOffset), height: png.readUInt32BE(pngHeightOffset) }
}

function unfit(field: string, message: string): Problem {
  return new Problem('invalid-request', { errors: [{ field, message }] })
}

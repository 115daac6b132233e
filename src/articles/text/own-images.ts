import { type Hash, isHash } from '../../platform/storage/storage.ts'
import type { SafeHtml } from './html.ts'

// As `htmlOf` writes it: an image is a block, and each block is a line.
const ownImage = /^<figure><img src="[^"]*\/media\/([0-9a-f]{64})\/[^"]*"/

/** The hashes of those images in a body that are our own, in order. */
export function ownImagesIn(html: SafeHtml): Hash[] {
  const hashes = html.split('\n').map(ownImageIn)
  return [...new Set(hashes.filter((hash) => hash !== undefined))]
}

/** A body without those of our images that have one of these hashes. */
export function withoutImages(html: SafeHtml, hashes: ReadonlySet<Hash>): string {
  if (hashes.size === 0) return html
  const kept = html.split('\n').filter((line) => {
    const hash = ownImageIn(line)
    return hash === undefined || !hashes.has(hash)
  })
  return kept.join('\n')
}

function ownImageIn(line: string): Hash | undefined {
  const hash = ownImage.exec(line)?.[1]
  return hash !== undefined && isHash(hash) ? hash : undefined
}

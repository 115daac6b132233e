import { imageUrl } from './allow-list.ts'
import { type Image, type Part, type Passage, settle } from './passages.ts'
import { joinLines } from './runs.ts'
import { attribute, type SourceElement } from './source.ts'

const pixels = /^[1-9][0-9]{0,4}$/

export function imagePassages(element: SourceElement): Passage[] {
  const src = imageUrl(attribute(element, 'src'))
  if (!src) return []
  const width = size(element, 'width')
  const height = size(element, 'height')
  const image: Image = { kind: 'image', src, alt: attribute(element, 'alt'), caption: [] }
  return [{ ...image, ...(width && { width }), ...(height && { height }) }]
}

function size(element: SourceElement, name: string): number | undefined {
  const value = attribute(element, name)
  return pixels.test(value) ? Number(value) : undefined
}

/** A plain figure: its caption belongs to its last image, or is text where there is none. */
export function figurePassages(parts: readonly Part[]): Passage[] {
  const captions = parts.filter((part) => part.kind === 'caption')
  const last = parts.findLast((part) => part.kind === 'image')
  if (!last || last.caption.length > 0) return settle(parts)

  const caption = joinLines(captions.map((part) => part.runs))
  const rest = parts.filter((part) => part.kind !== 'caption')
  return settle(rest.map((part) => (part === last ? { ...last, caption } : part)))
}

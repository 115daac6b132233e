import { type Run, tidy } from './runs.ts'

export interface Paragraph {
  kind: 'paragraph'
  runs: Run[]
}

interface Heading {
  kind: 'heading'
  level: number
  runs: Run[]
}

interface Quote {
  kind: 'quote'
  content: (Paragraph | List)[]
}

export interface List {
  kind: 'list'
  ordered: boolean
  items: (Paragraph | List)[][]
}

/** A post or player from elsewhere: what it said, and where it is. Never its script. */
export interface Embed {
  kind: 'embed'
  quote: Paragraph[]
  source: Paragraph[]
}

/** A link to another story of ours; the runs are its title inside the link. */
export interface Related {
  kind: 'related'
  runs: Run[]
}

export interface Image {
  kind: 'image'
  src: string
  alt: string
  width?: number
  height?: number
  caption: Run[]
}

/** One top-level block of a body. */
export type Passage = Paragraph | Heading | Quote | List | Embed | Related | Image

/** A passage, or what only makes sense inside one: an item of a list, the caption of a figure. */
export type Part = Passage | { kind: 'item'; content: Part[] } | { kind: 'caption'; runs: Run[] }

export function paragraph(runs: readonly Run[]): Paragraph[] {
  const tidied = tidy(runs)
  return tidied.length > 0 ? [{ kind: 'paragraph', runs: tidied }] : []
}

/** Items outside a list and captions outside a figure become what they hold. */
export function settle(parts: readonly Part[]): Passage[] {
  return parts.flatMap((part) => {
    if (part.kind === 'item') return settle(part.content)
    if (part.kind === 'caption') return paragraph(part.runs)
    return part
  })
}

/** All text of the parts as paragraphs; images have none. */
export function paragraphsOf(parts: readonly Part[]): Paragraph[] {
  return settle(parts).flatMap((part) => {
    switch (part.kind) {
      case 'image':
        return []
      case 'quote':
        return paragraphsOf(part.content)
      case 'list':
        return paragraphsOf(part.items.flat())
      case 'embed':
        return [...part.quote, ...part.source]
      default:
        return paragraph(part.runs)
    }
  })
}

/** Whether a part can only stand by itself, never inside a list, heading or caption. */
export function isOutsideText(part: Part): boolean {
  return part.kind === 'image' || part.kind === 'embed'
}

export function imagesOf(parts: readonly Part[]): Image[] {
  return settle(parts).filter((part) => part.kind === 'image')
}

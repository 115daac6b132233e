import { frameUrl, linkUrl } from './allow-list.ts'
import { imagesOf, type Paragraph, type Part, type Passage, paragraph, paragraphsOf } from './passages.ts'
import { plain, soleLink } from './runs.ts'
import { attribute, type SourceElement } from './source.ts'

const bareUrl = /^https?:\/\/\S+$/i

/** A figure that holds an embed, ours or WordPress's: the quote in it, then everything else as its source. */
export function embedFigure(parts: readonly Part[]): Passage[] {
  const quote = parts.flatMap((part) => {
    if (part.kind === 'quote') return paragraphsOf([part])
    return part.kind === 'embed' ? part.quote : []
  })
  const source = parts.flatMap((part) => {
    if (part.kind === 'quote') return []
    return part.kind === 'embed' ? part.source : paragraphsOf([part])
  })
  return [...embed(quote, source.flatMap(linked)), ...imagesOf(parts)]
}

/** The quote a social network hands out: what was posted, and who posted it where. */
export function embedQuote(element: SourceElement, parts: readonly Part[]): Passage[] {
  const lines = paragraphsOf(parts)
  const last = lines.at(-1)
  const hasSource =
    last !== undefined && (plain(last.runs).startsWith('—') || soleLink(last.runs) !== undefined)
  const source = hasSource ? lines.splice(-1) : []
  const linksBack = source.some(({ runs }) => runs.some((run) => run.marks.some((mark) => mark.name === 'a')))
  const original = linkUrl(attribute(element, 'data-instgrm-permalink') || attribute(element, 'cite'))
  if (original && !linksBack) source.push(...link(original, original))
  return [...embed(lines, source), ...imagesOf(parts)]
}

/** A frame becomes a plain link to what it would have shown. */
export function embedFrame(element: SourceElement): Passage[] {
  const src = frameUrl(attribute(element, 'src'))
  return src ? embed([], link(src, attribute(element, 'title') || src)) : []
}

function embed(quote: Paragraph[], source: Paragraph[]): Passage[] {
  return quote.length + source.length > 0 ? [{ kind: 'embed', quote, source }] : []
}

function linked(line: Paragraph): Paragraph[] {
  const text = plain(line.runs)
  const href = bareUrl.test(text) && !soleLink(line.runs) ? linkUrl(text) : undefined
  return href ? link(href, text) : [line]
}

function link(href: string, title: string): Paragraph[] {
  return paragraph([{ text: title, marks: [{ name: 'a', href }] }])
}

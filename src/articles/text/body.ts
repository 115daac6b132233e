import { partsOf } from './flow.ts'
import { htmlOf, type SafeHtml } from './html.ts'
import { mendBody, requireSize } from './limits.ts'
import { type Passage, settle } from './passages.ts'
import { countWords, textOf } from './plain-text.ts'
import { splitRelated } from './related.ts'
import { parseSource } from './source.ts'

/** The kind of a top-level block. */
type Block = Passage['kind']

export interface Body {
  html: SafeHtml
  /** Plain text, blocks separated by blank lines. */
  text: string
  wordCount: number
  /** The kinds of the body's blocks in order. */
  blocks: Block[]
}

/**
 * Makes a body of anybody's HTML: reads it as a browser would, keeps what the allow-list names and writes
 * that anew. A prepared body comes back unchanged. Throws a problem for an empty body, for one over 1 MiB
 * and for elements nested deeper than 32.
 */
export function prepareBody(html: string): Body {
  requireSize(html)
  const passages = passagesIn(html)
  if (passages.length === 0) throw mendBody('The body holds nothing to read; send at least one paragraph.')

  const text = textOf(passages)
  return {
    html: htmlOf(passages),
    text,
    wordCount: countWords(text),
    blocks: passages.map((passage) => passage.kind),
  }
}

/** The plain text of a body, block by block; what has no text is left out. */
export function blockTexts(body: SafeHtml): string[] {
  return passagesIn(body)
    .map((passage) => textOf([passage]))
    .filter(Boolean)
}

/** The blocks of HTML as every format writes them anew. */
export function passagesIn(html: string): Passage[] {
  return settle(partsOf(parseSource(html))).flatMap((passage) =>
    passage.kind === 'paragraph' ? splitRelated(passage) : passage,
  )
}

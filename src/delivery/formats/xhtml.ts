import { passagesIn } from '../../articles/text/body.ts'
import type { Passage } from '../../articles/text/passages.ts'
import { inlineXml, listXml, type Names } from './blocks.ts'
import { element, type Xml } from './xml.ts'

// A body has no other inline elements than HTML has.
const names: Names = (tag) => ({ tag })

/** A body as a document in the XML of HTML. */
export function xhtmlOf(title: string, bodyHtml: string): Xml {
  return element(
    'html',
    { xmlns: 'http://www.w3.org/1999/xhtml' },
    element('head', {}, element('title', {}, title)),
    element('body', {}, passagesIn(bodyHtml).map(block)),
  )
}

function block(passage: Passage): Xml {
  switch (passage.kind) {
    case 'paragraph':
      return element('p', {}, inlineXml(passage.runs, names))
    case 'heading':
      return element(`h${passage.level}`, {}, inlineXml(passage.runs, names))
    case 'quote':
      return element('blockquote', {}, passage.content.map(block))
    case 'list':
      return listXml(passage, names)
    case 'embed':
      return element('div', { class: 'wire-embed' }, quote(passage.quote), passage.source.map(block))
    case 'related':
      return element('p', { class: 'wire-related' }, 'Related: ', inlineXml(passage.runs, names))
    case 'image':
      return figure(passage)
  }
}

function quote(content: readonly Passage[]): Xml | undefined {
  return content.length > 0 ? element('blockquote', {}, content.map(block)) : undefined
}

function figure({ src, alt, width, height, caption }: Extract<Passage, { kind: 'image' }>): Xml {
  const image = element('img', { src, alt, width, height })
  const below = caption.length > 0 ? element('p', {}, inlineXml(caption, names)) : undefined
  return element('div', { class: 'wire-image' }, image, below)
}

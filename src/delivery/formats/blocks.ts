import { type Node, nested } from '../../articles/text/nesting.ts'
import type { Passage } from '../../articles/text/passages.ts'
import { lineBreak, type Run } from '../../articles/text/runs.ts'
import { element, type Xml } from './xml.ts'

export type Inline = Xml | string

/** What an inline element is called in a kind of XML; undefined where only what is inside is kept. */
export type Names = (name: string) => { tag: string; attributes?: Record<string, string> } | undefined

/** Text with its inline elements, in a kind of XML that has `a` and `br`. */
export function inlineXml(runs: readonly Run[], names: Names): Inline[] {
  return nested(runs).flatMap((node) => nodeXml(node, names))
}

function nodeXml(node: Node, names: Names): Inline[] {
  if ('text' in node) return [node.text === lineBreak ? element('br', {}) : node.text]
  const { name, href } = node.mark
  const inside = node.inside.flatMap((inner) => nodeXml(inner, names))
  if (href !== undefined) return [element('a', { href }, inside)]
  const known = names(name)
  return known ? [element(known.tag, known.attributes ?? {}, inside)] : inside
}

/** A list in a kind of XML that has `ul`, `ol` and `li`. */
export function listXml({ ordered, items }: Extract<Passage, { kind: 'list' }>, names: Names): Xml {
  return element(
    ordered ? 'ol' : 'ul',
    {},
    items.map((content) =>
      element(
        'li',
        {},
        content.flatMap((part, index) => {
          if (part.kind === 'list') return [listXml(part, names)]
          const line = inlineXml(part.runs, names)
          return content[index - 1]?.kind === 'paragraph' ? [element('br', {}), ...line] : line
        }),
      ),
    ),
  )
}

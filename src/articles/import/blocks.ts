import { type DefaultTreeAdapterTypes, defaultTreeAdapter, html as names } from 'parse5'
import { embedFigureClasses, embedQuoteClasses, headingLevels } from '../text/allow-list.ts'
import { isVisible } from '../text/characters.ts'
import { hasClass, type SourceElement, type SourceNode } from '../text/source.ts'

/** What holds source nodes: an element, or the whole story. */
export type Holder = DefaultTreeAdapterTypes.ParentNode

const containers = new Set(
  'address article aside body center details div footer header main section'.split(' '),
)
const blocks = new Set([
  ...containers,
  ...headingLevels.keys(),
  ...(
    'blockquote dd dl dt fieldset figcaption figure form hr iframe li nav ol p pre script style summary table tbody ' +
    'td tfoot th thead tr ul noscript'
  ).split(' '),
])

export function isBlock(name: string): boolean {
  return blocks.has(name)
}

/**
 * The elements that hold the story's lines, in order: paragraphs, headings, items, quotes of mere text. Loose
 * text is put into paragraphs first. Embeds, figures and tables are left alone: their lines are not the
 * newsroom's.
 */
export function linesOf(holder: Holder): SourceElement[] {
  wrapLooseText(holder)
  return holder.childNodes.flatMap((node) => {
    if (!('tagName' in node)) return []
    if (containers.has(node.tagName)) return linesOf(node)
    if (!holdsLines(node)) return []
    const inner = node.childNodes.some((child) => 'tagName' in child && isBlock(child.tagName))
    if (inner) return linesOf(node)
    return isVisible(textOf(node)) ? [node] : []
  })
}

const lineNames = new Set([...headingLevels.keys(), 'p', 'blockquote', 'ul', 'ol', 'li'])

function holdsLines(element: SourceElement): boolean {
  return (
    lineNames.has(element.tagName) &&
    !hasClass(element, embedQuoteClasses) &&
    !hasClass(element, embedFigureClasses)
  )
}

function wrapLooseText(holder: Holder): void {
  if ('tagName' in holder && (holder.tagName === 'ul' || holder.tagName === 'ol')) return
  let open: SourceElement | undefined
  for (const node of [...holder.childNodes]) {
    if ('tagName' in node && isBlock(node.tagName)) {
      open = undefined
      continue
    }
    if (!open) {
      if (!isVisible(textOf(node))) continue
      open = elementOf('p')
      defaultTreeAdapter.insertBefore(holder, open, node)
    }
    moveInto(open, node)
  }
}

export function elementOf(name: string, attributes: Record<string, string> = {}): SourceElement {
  const attrs = Object.entries(attributes).map(([key, value]) => ({ name: key, value }))
  return defaultTreeAdapter.createElement(name, names.NS.HTML, attrs)
}

/** The form in which the sanitizer takes a post or player from elsewhere. */
export function embedFigure(url: string): SourceElement {
  const figure = elementOf('figure', { class: 'wire-embed' })
  const line = elementOf('p')
  defaultTreeAdapter.insertText(line, url)
  defaultTreeAdapter.appendChild(figure, line)
  return figure
}

export function moveInto(holder: Holder, node: SourceNode): void {
  defaultTreeAdapter.detachNode(node)
  defaultTreeAdapter.appendChild(holder, node)
}

/** Puts nodes in the place of another. */
export function replace(node: SourceNode, substitutes: readonly SourceNode[]): void {
  const holder = node.parentNode
  if (!holder) return
  for (const substitute of substitutes) {
    defaultTreeAdapter.detachNode(substitute)
    defaultTreeAdapter.insertBefore(holder, substitute, node)
  }
  defaultTreeAdapter.detachNode(node)
}

export function remove(node: SourceNode): void {
  replace(node, [])
}

/** The text of a node, a line break where it breaks a line. */
export function textOf(node: SourceNode): string {
  if ('value' in node) return node.value
  if (!('tagName' in node)) return ''
  if (node.tagName === 'br') return '\n'
  let text = ''
  for (const child of node.childNodes) text += textOf(child)
  return text
}

/** Every element below, in order, as they stood when it was asked. */
export function elementsIn(holder: Holder, found: SourceElement[] = []): SourceElement[] {
  for (const node of holder.childNodes) {
    if (!('tagName' in node)) continue
    found.push(node)
    elementsIn(node, found)
  }
  return found
}

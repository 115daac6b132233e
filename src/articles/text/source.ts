import {
  type DefaultTreeAdapterMap,
  type DefaultTreeAdapterTypes,
  defaultTreeAdapter,
  html as names,
  parseFragment,
  type TreeAdapter,
} from 'parse5'
import { droppedNames } from './allow-list.ts'
import { collapsed, printable } from './characters.ts'
import { requireElements, requireNesting } from './limits.ts'

export type SourceNode = DefaultTreeAdapterTypes.ChildNode
export type SourceElement = DefaultTreeAdapterTypes.Element

/**
 * The nodes of an HTML fragment as a browser reads them inside `body` (WHATWG HTML 13.2), so that what is
 * judged here is what a reader's browser would have seen. Throws a problem beyond the limits.
 */
export function parseSource(html: string): SourceNode[] {
  const body = defaultTreeAdapter.createElement('body', names.NS.HTML, [])
  return parseFragment(body, printable(html), { treeAdapter: boundedTree() }).childNodes
}

// Counted while parsing: unclosed formatting elements are opened anew in every paragraph, so that a small
// source can ask for a huge tree.
function boundedTree(): TreeAdapter<DefaultTreeAdapterMap> {
  let elements = 0
  // The parser's own root is pushed first and is no nesting of the author's.
  let depth = -1
  return {
    ...defaultTreeAdapter,
    createElement(name, namespace, attributes) {
      elements += 1
      requireElements(elements)
      return defaultTreeAdapter.createElement(name, namespace, attributes)
    },
    onItemPush() {
      depth += 1
      requireNesting(depth)
    },
    onItemPop() {
      depth -= 1
    },
  }
}

export function isDropped(element: SourceElement): boolean {
  return element.namespaceURI !== names.NS.HTML || droppedNames.has(element.tagName)
}

/** An attribute's value on one line; empty when it is missing. */
export function attribute(element: SourceElement, name: string): string {
  return collapsed(element.attrs.find((each) => each.name === name)?.value ?? '').trim()
}

export function hasClass(element: SourceElement, classes: ReadonlySet<string>): boolean {
  return attribute(element, 'class')
    .split(' ')
    .some((each) => classes.has(each))
}

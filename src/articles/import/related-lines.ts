import { type DefaultTreeAdapterTypes, defaultTreeAdapter } from 'parse5'
import type { SourceElement } from '../text/source.ts'
import { elementsIn, type Holder, moveInto, remove, textOf } from './blocks.ts'
import { oneLine } from './plain.ts'

const opening = '(RELATED: '
const mention = /related/i
const label = /[([][ \u00a0]*related(?: stor(?:y|ies))?[ \u00a0]*:[ \u00a0]*$/i
const bareLabel = /^related(?: stor(?:y|ies))? ?: ?/i
const closing = /^[ \u00a0]*[)\]]/
const lastDot = /\)[ \u00a0]*\.[ \u00a0]*$/

export function isRelatedLine(text: string): boolean {
  return text.startsWith(opening.trim()) && text.endsWith(')')
}

/** Brings `(Related: …)`, `[RELATED: …]` and a bare `Related: …` into the form that the body's parser knows. */
export function markRelated(line: SourceElement): void {
  const text = textOf(line)
  if (!mention.test(text)) return
  const [link, ...others] = elementsIn(line).filter((element) => element.tagName === 'a')
  if (!link) return

  const title = oneLine(text).replace(bareLabel, '')
  if (others.length === 0 && bareLabel.test(oneLine(text)) && title === oneLine(textOf(link))) {
    for (const node of [...line.childNodes]) remove(node)
    defaultTreeAdapter.insertText(line, opening)
    moveInto(line, link)
    defaultTreeAdapter.insertText(line, ')')
    return
  }
  markBrackets([...textsIn(line, false)])
}

interface Text {
  node: DefaultTreeAdapterTypes.TextNode
  inLink: boolean
}

// Only brackets right before and after a link are meant; any other is the author's.
function markBrackets(texts: readonly Text[]): void {
  let isOpen = false
  for (const [index, { node, inLink }] of texts.entries()) {
    if (inLink) continue
    if (isOpen) node.value = node.value.replace(closing, ')').replace(lastDot, ')')
    isOpen = label.test(node.value) && texts[index + 1]?.inLink === true
    if (isOpen) node.value = node.value.replace(label, opening)
  }
}

function* textsIn(holder: Holder, inLink: boolean): Generator<Text> {
  for (const node of holder.childNodes) {
    if (node.nodeName === '#text' && 'value' in node) yield { node, inLink }
    else if ('tagName' in node) yield* textsIn(node, inLink || node.tagName === 'a')
  }
}

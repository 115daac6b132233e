import {
  isOutsideText,
  type List,
  type Paragraph,
  type Part,
  type Passage,
  paragraphsOf,
  settle,
} from './passages.ts'

/** A list of the parts of a `ul` or `ol`; what a list cannot hold follows it. */
export function listPassages(ordered: boolean, parts: readonly Part[]): Passage[] {
  const items: (Paragraph | List)[][] = []
  const after: Passage[] = []
  for (const part of parts) {
    const passages = settle([part])
    const content = itemContent(passages)
    after.push(...passages.filter(isOutsideText))
    const nested = part.kind === 'list' && items.at(-1)
    // Many editors put a nested list beside the item it belongs to instead of into it.
    if (nested) nested.push(...content)
    else if (content.length > 0) items.push(content)
  }
  return items.length > 0 ? [{ kind: 'list', ordered, items }, ...after] : after
}

function itemContent(passages: readonly Passage[]): (Paragraph | List)[] {
  return passages.flatMap((passage): (Paragraph | List)[] => {
    if (isOutsideText(passage)) return []
    return passage.kind === 'list' ? [passage] : paragraphsOf([passage])
  })
}

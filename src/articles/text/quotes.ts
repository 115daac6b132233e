import { type Part, type Passage, paragraphsOf, settle } from './passages.ts'

/** A quote of the parts; an image, embed or related block inside it stands between its halves. */
export function quotePassages(parts: readonly Part[]): Passage[] {
  const passages: Passage[] = []
  for (const part of settle(parts)) {
    if (part.kind === 'image' || part.kind === 'embed' || part.kind === 'related') {
      passages.push(part)
      continue
    }
    const content =
      part.kind === 'list' ? [part] : part.kind === 'quote' ? part.content : paragraphsOf([part])
    const last = passages.at(-1)
    if (last?.kind === 'quote') last.content.push(...content)
    else passages.push({ kind: 'quote', content: [...content] })
  }
  return passages
}

/** Every line of text in the parts as a heading. */
export function headingPassages(level: number, parts: readonly Part[]): Passage[] {
  return settle(parts).flatMap((part): Passage[] => {
    if (part.kind === 'image' || part.kind === 'embed') return [part]
    return paragraphsOf([part]).map(({ runs }) => ({ kind: 'heading', level, runs }))
  })
}

import type { SourceStory } from './source-story.ts'

/** What of a source belongs to the wire. Whatever one of the lists names does; without any, everything does. */
export interface Rules {
  categories: string[]
  tags: string[]
  authors: string[]
}

/** A name as it is compared: without case, accents as one character, spaces as one. */
export function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Whether a story belongs to the wire. */
export function belongs(
  { categories, tags, bylines }: Pick<SourceStory, 'categories' | 'tags' | 'bylines'>,
  rules: Rules,
): boolean {
  if (rules.categories.length + rules.tags.length + rules.authors.length === 0) return true
  return anyOf(categories, rules.categories) || anyOf(tags, rules.tags) || anyOf(bylines, rules.authors)
}

function anyOf(names: readonly string[], wanted: readonly string[]): boolean {
  const known = new Set(wanted.map(folded))
  return names.some((name) => known.has(folded(name)))
}

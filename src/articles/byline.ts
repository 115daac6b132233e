import type { Author } from './content.ts'

/** The names as a sentence lists them: `Jane Doe`, `Jane Doe and John Roe`, `A, B and C`. */
export function namesOf(authors: readonly Pick<Author, 'name'>[]): string {
  const names = authors.map((author) => author.name)
  const last = names.at(-1) ?? ''
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last
}

/** The line as printed: `By Jane Doe and John Roe`. */
export function bylineOf(authors: readonly Pick<Author, 'name'>[]): string {
  return `By ${namesOf(authors)}`
}

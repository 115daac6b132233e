/** A mail as its kind writes it; the layout makes text and HTML of the same parts. */
export interface Letter {
  subject: string
  parts: readonly Part[]
}

export type Part =
  | { is: 'paragraph'; text: string }
  | { is: 'heading'; text: string }
  | { is: 'quote'; text: string }
  | { is: 'code'; text: string }
  | { is: 'facts'; facts: readonly Fact[] }
  | { is: 'list'; entries: readonly string[] }
  | { is: 'link'; text: string; href: string }

type Fact = readonly [name: string, value: string]

export function paragraph(text: string): Part {
  return { is: 'paragraph', text }
}

export function heading(text: string): Part {
  return { is: 'heading', text }
}

/** What somebody wrote: an advisory, a note, a reason. Lines stay as they are. */
export function quote(text: string): Part {
  return { is: 'quote', text }
}

/** What is to be copied as it stands. */
export function code(text: string): Part {
  return { is: 'code', text }
}

export function facts(...list: readonly Fact[]): Part {
  return { is: 'facts', facts: list }
}

export function list(entries: readonly string[]): Part {
  return { is: 'list', entries }
}

export function link(text: string, href: string): Part {
  return { is: 'link', text, href }
}

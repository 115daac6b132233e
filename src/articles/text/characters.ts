// XML 1.0 forbids these even as references, and a newsroom's story goes out as XML too. The C1 controls
// go with them: allowed, but never meant. Line ends, tabs and form feeds are white space in HTML.
const unprintable = /[^\P{Cc}\t\n\f\r]|[\p{Cs}\uFFFE\uFFFF]/gu
const whiteSpace = /[ \t\n\f\r]+/g
const visible = /[^\s\p{Cf}]/u

/** The text without control characters, lone surrogates and noncharacters. */
export function printable(text: string): string {
  return text.replace(unprintable, '')
}

/** Printable text in which each run of HTML white space is one space; no-break spaces stay. */
export function collapsed(text: string): string {
  return printable(text).replace(whiteSpace, ' ')
}

/** Whether anything would show: spaces, joiners and direction marks alone do not. */
export function isVisible(text: string): boolean {
  return visible.test(text)
}

const marks = /\p{M}/gu

/** Text without the differences that nobody searches for: case, accents, and letters of the same meaning. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(marks, '').toLowerCase()
}

const maxWordCharacters = 64
const marks = /\p{M}/gu
const letters = /[\p{L}\p{N}\p{Co}]+/gu

/** Text without the differences that nobody searches for: case, accents, and letters of the same meaning. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(marks, '').toLowerCase()
}

/**
 * The words of a text, folded. Both engines get them from here and split nothing themselves, so that both
 * find the same.
 */
export function wordsOf(text: string): string[] {
  return (fold(text).match(letters) ?? []).map((word) => word.slice(0, maxWordCharacters))
}

const maxWordCharacters = 64
const marks = /\p{M}/gu
const runs = /[\p{L}\p{N}\p{M}\p{Co}]+/gu
const letters = /[\p{L}\p{N}\p{Co}]+/gu

/** A run of letters in a text: where it stands there, and the words that it is found by. */
export interface Run {
  start: number
  end: number
  words: string[]
}

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

/** Where the words of a text stand in it, no further than they are asked for. */
export function* runsOf(text: string): Generator<Run> {
  for (const { 0: run, index } of text.matchAll(runs))
    yield { start: index, end: index + run.length, words: wordsOf(run) }
}

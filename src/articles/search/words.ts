const maxWordCharacters = 64
const marks = /\p{M}/gu
const runs = /[\p{L}\p{N}\p{M}\p{Co}]+/gu
// ASCII alone, where nothing is to be taken apart: most words of most stories, in a third of the time.
const plain = /^[\0-\x7f]*$/
const plainLetters = /[a-z0-9]+/g
// ASCII, and quotation marks, dashes and spaces besides.
const simple = /^[\0-\x7f\xa0\u2010-\u2027]*$/
const letters = /[\p{L}\p{N}\p{Co}]+/gu

/** A run of letters in a text: where it stands there, and the words that it is found by. */
export interface Run {
  start: number
  end: number
  words: string[]
}

/** Text without the differences that nobody searches for: case, accents, and letters of the same meaning. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(marks, '').toLowerCase()
}

/**
 * The words of a text, folded. Both engines get them from here and split nothing themselves, so that both
 * find the same.
 */
export function wordsOf(text: string): string[] {
  const folded = fold(text)
  const words = folded.match(plain.test(folded) ? plainLetters : letters) ?? []
  return words.map(shortened)
}

function shortened(word: string): string {
  return word.length > maxWordCharacters ? word.slice(0, maxWordCharacters) : word
}

/** Whether the words of a text are its runs of English letters and digits, as in most texts: then a pattern finds them. */
export function isSimple(text: string): boolean {
  return simple.test(text)
}

/** Where the words of a text stand in it, no further than they are asked for. */
export function* runsOf(text: string): Generator<Run> {
  // A run of ASCII alone is a single word.
  for (const { 0: run, index } of text.matchAll(runs))
    yield {
      start: index,
      end: index + run.length,
      words: plain.test(run) ? [shortened(run.toLowerCase())] : wordsOf(run),
    }
}

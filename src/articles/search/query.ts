import { invalid } from '../../problems.ts'
import { wordsOf } from './words.ts'

const maxPhrases = 32
const parts = /(-?)(?:"([^"]*)"?|([^\s"]+))/gu

/** What a text must hold and must not hold: phrases, most of a single word. */
export interface TextQuery {
  wanted: Phrase[]
  unwanted: Phrase[]
}

/** Words that stand one after the other. */
export type Phrase = readonly string[]

/**
 * Reads words, "phrases" and -excluded ones; nothing else has a meaning. Throws `invalid-request` where no
 * word is left to look for.
 */
export function textQueryOf(q: string): TextQuery {
  const query: TextQuery = { wanted: [], unwanted: [] }
  const seen = new Set<string>()
  for (const [, sign, quoted, bare = ''] of q.replace(/[“”„‟]/g, '"').matchAll(parts)) {
    const words = wordsOf(quoted ?? bare)
    const name = `${sign}${words.join(' ')}`
    if (words.length === 0 || seen.has(name)) continue
    seen.add(name)
    query[sign ? 'unwanted' : 'wanted'].push(words)
  }
  if (query.wanted.length === 0)
    throw invalid(
      'q',
      seen.size > 0
        ? 'must hold a word to look for, not only such to leave out'
        : 'must hold a word to look for',
    )
  if (seen.size > maxPhrases) throw invalid('q', `must hold at most ${maxPhrases} words and phrases`)
  return query
}

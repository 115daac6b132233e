import { plainLine } from './plain.ts'

const by = /^by:?\s+/i
const between = /\s*(?:,\s+and\s+|\s+and\s+|\s+&\s+|,\s+|;\s*)/i
const suffix = /^(?:jr|sr|i{2,3}|iv|esq|m\.?d|ph\.?d)\.?$/i
const maxNames = 20

/**
 * Names one by one, in order: `By Jane Doe and John Roe` is two. A part that is no full name, such as the end
 * of `John Roe, Jr.` or of `Bureau of Land and Water`, leaves the line whole.
 */
export function namesOf(lines: readonly string[]): string[] {
  const names = lines.flatMap((line) => {
    const whole = plainLine(line).replace(by, '')
    const parts = whole.split(between, maxNames + 1)
    return parts.every(isFullName) ? parts : [whole]
  })
  return [...new Set(names.filter(Boolean))].slice(0, maxNames)
}

function isFullName(part: string): boolean {
  const words = part.split(' ')
  return (
    words.length >= 2 &&
    words.length <= 4 &&
    words.every((word) => /^\p{Lu}/u.test(word) && !suffix.test(word))
  )
}

import type { SourceElement } from '../text/source.ts'
import { remove, textOf } from './blocks.ts'

const maxLinesOfNotice = 4
const maxCharactersOfNotice = 4_000
const maxBeginning = 60

const newsroom = '(?:the )?(?:daily caller news foundation|dcnf)'
const contact = '(?:licensing ?@ ?dailycallernewsfoundation ?(?:org)?|email protected)'
// Both known wordings, sentence by sentence, as `folded` leaves them.
const sentences = [
  `(?:all )?(?:original )?content created by ${newsroom}(?: an independent and nonpartisan newswire service)? ` +
    'is available (?:without charge|for free) to any (?:eligible|legitimate) news publisher that can provide a large audience',
  `for licensing opportunities (?:of|for) our original content (?:please )?contact(?: us at)? ${contact}`,
  `all republished articles must include our logo our reporters? ?s? byline and their (?:${newsroom}) affiliation`,
  `for any questions about our guidelines or partnering with us (?:please )?contact(?: us at)? ${contact}`,
]
const wholeNotice = new RegExp(`^(?:(?:${sentences.join('|')})(?: |$))+$`)
const offer = /content created by/g
// Nearly every line is told apart from a notice by its first letter, before it is folded.
const firstLetter = /^[^\p{L}\p{N}@]*[acfo]/iu
const beginnings = /^(?:all |original )*content created by |^for (?:licensing|any questions)|^all republished/

/**
 * Takes the newswire's licensing notice out of the lines, in every wording it was printed in; we add our own.
 * Lines that say anything else stay. Returns the lines left and how many notices there were.
 */
export function takeNotices(lines: readonly SourceElement[]): { lines: SourceElement[]; notices: number } {
  const left: SourceElement[] = []
  let notices = 0
  let index = 0
  while (index < lines.length) {
    const notice = noticeIn(lines.slice(index, index + maxLinesOfNotice))
    if (notice.lines.length === 0) left.push(...lines.slice(index, index + 1))
    for (const line of notice.lines) remove(line)
    notices += notice.text.match(offer)?.length ?? 0
    index += Math.max(1, notice.lines.length)
  }
  const isRest = notices === 0 && left.length < lines.length
  return { lines: left, notices: isRest ? 1 : notices }
}

export function beginsNotice(text: string): boolean {
  return firstLetter.test(text) && beginnings.test(folded(text.slice(0, maxBeginning)))
}

/** As many of the first of these lines as are a notice together; none where none begins. */
function noticeIn(lines: readonly SourceElement[]): { lines: readonly SourceElement[]; text: string } {
  const [first] = lines
  if (!first || !beginsNotice(textOf(first))) return { lines: [], text: '' }
  const texts = lines.map((line) => folded(textOf(line)))
  for (let length = texts.length; length > 0; length -= 1) {
    const text = texts.slice(0, length).join(' ')
    if (text.length <= maxCharactersOfNotice && wholeNotice.test(text))
      return { lines: lines.slice(0, length), text }
  }
  return { lines: [], text: '' }
}

/** Words alone: white space, quotes, dashes and capitals differ from one site to the next. */
function folded(text: string): string {
  return text
    .slice(0, maxCharactersOfNotice + 1)
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}@]+/gu, ' ')
    .trim()
}

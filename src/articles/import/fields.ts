import type { Instant } from '../../platform/clock.ts'
import { oneLine, plainLine } from './plain.ts'

const wordpressTime = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/
const anyTime = /\d{4}-\d\d-\d\d|\d{1,2} \p{L}{3,9}\.?,? \d{2,4}|\p{L}{3,9}\.? \d{1,2},? \d{4}/u
const earliest = Date.UTC(1900, 0)
const latest = Date.UTC(2200, 0)
const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
const works =
  'photo|image|picture|screenshot|screen shot|screengrab|screen capture|video|illustration|graphic|file photo'
const credit = new RegExp(`\\s*[(\\[]((?:${works}|credit|courtesy)\\b[^()[\\]]*)[)\\]]\\.?\\s*$`, 'i')
// Without brackets, as the last sentence.
const bareCredit = new RegExp(
  `(?:^|(?<=[.!?”"])\\s+)((?:${works}|credit)s?(?: by\\b| credit\\b| courtesy\\b| ?:) *[^.]{2,200})\\.?\\s*$`,
  'i',
)
const defaultCategory = 'uncategorized'

type Written = string | null | undefined

/** The first of these that is a time; WordPress writes UTC without saying so, and zeros for none. */
export function timeOf(...candidates: readonly Written[]): Instant | undefined {
  for (const candidate of candidates) {
    const written = candidate?.trim() ?? ''
    if (!anyTime.test(written)) continue
    const time = Date.parse(written.replace(wordpressTime, '$1T$2Z'))
    if (time >= earliest && time <= latest) return time
  }
  return undefined
}

/** The first of these that is an address on the web, in normal form. */
export function webAddress(...candidates: readonly Written[]): string | null {
  for (const candidate of candidates) {
    const url = URL.parse(candidate?.trim() ?? '')
    if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url.href
  }
  return null
}

/** A language tag (BCP 47) of what sites write: `en_US`. */
export function languageOf(...candidates: readonly Written[]): string | null {
  for (const candidate of candidates) {
    const [language = '', ...rest] = (candidate?.trim() ?? '').split(/[_-]/)
    const tag = [language.toLowerCase(), ...rest].join('-')
    if (languageTag.test(tag)) return tag
  }
  return null
}

/** Names of categories or tags, each once, without the one that WordPress gives to what has none. */
export function labelsOf(names: readonly string[]): string[] {
  const labels = names.map(plainLine).filter((name) => name !== '' && name.toLowerCase() !== defaultCategory)
  return [...new Set(labels)]
}

/** A caption apart from the credit at its end: `(Photo by …)`, `[Screenshot/…]`, `Photo: …`. */
export function captionOf(html: string): { caption: string | null; credit: string | null } {
  const whole = plainLine(html)
  const form = [credit, bareCredit].find((one) => one.test(whole))
  const by = form?.exec(whole)?.[1]
  const caption = form ? whole.replace(form, '').trim() : whole
  return { caption: caption || null, credit: by === undefined ? null : oneLine(by) }
}

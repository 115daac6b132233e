import { stretchesOf } from './markup.ts'

/** One `[name attributes]` of WordPress, as it stands in the text. */
export interface Shortcode {
  name: string
  closes: boolean
  attributes: string
  from: number
  to: number
}

const maxAttributes = 2_000
const opening = /\[(\/?)([a-z][\w-]{0,60})/iy
const closing = /\[\/([a-z][\w-]{0,60})\]/gi
const escaped = /\[(\[\/?[a-z][^[\]]{0,200}\])\]/gi
const assignment = /^(?:=|\s+[\w-]+\s*=)/
const nothing = /^\s*$/
const context = 40
const lineBegins = /(?:<\/?(?:p|div)[^<>]*>|-->|\n)\s*$/i
const lineEnds = /^\s*(?:<\/?(?:p|div)|<!--)|^[ \t]*\n/i

// What comes without attributes and without an end.
const builtIn = new Set('audio caption contact-form embed gallery playlist video wp_caption'.split(' '))
// What a transcript puts between brackets on a line of its own.
const stageWords = new Set(
  'applause cheering crosstalk inaudible laughter music pause silence sic'.split(' '),
)

/**
 * Finds the shortcodes in a text and takes `[[name]]` for what it writes. News is full of brackets: `[the
 * bill]` and `[sic]` are words, so a bracket is a shortcode only by its attributes, its end, an underscore,
 * or when it is a small word on a line of its own.
 */
export function shortcodesIn(html: string): Shortcode[] {
  if (!html.includes('[')) return []
  const ends = new Set(Array.from(html.matchAll(closing), (match) => match[1]?.toLowerCase()))
  const found: Shortcode[] = []
  let at = 0
  for (const { kind, from, to } of stretchesOf(html)) {
    if (kind !== 'text') continue
    for (at = html.indexOf('[', Math.max(at, from)); at !== -1 && at < to; at = html.indexOf('[', at)) {
      const bracket = bracketAt(html, at)
      const isShortcode =
        bracket && !isEscaped(html, bracket) && (bracket.closes || means(html, bracket, ends))
      if (isShortcode) found.push(bracket)
      at = bracket?.to ?? at + 1
    }
    if (at === -1) break
  }
  return found
}

export function unescaped(html: string): string {
  return html.includes('[[') ? html.replace(escaped, '$1') : html
}

function bracketAt(html: string, from: number): Shortcode | undefined {
  opening.lastIndex = from
  const match = opening.exec(html)
  if (!match) return undefined
  const start = opening.lastIndex
  const end = endOf(html, start)
  if (end === -1) return undefined
  const name = match[2]?.toLowerCase() ?? ''
  return { name, closes: match[1] === '/', attributes: html.slice(start, end), from, to: end + 1 }
}

// A value in quotes may hold brackets and tags: captions once stood there.
function endOf(html: string, start: number): number {
  const last = Math.min(html.length, start + maxAttributes)
  let quote = ''
  for (let at = start; at < last; at += 1) {
    const character = html.charAt(at)
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === ']') return at
    else if (character === '[') return -1
    else if ((character === '"' || character === "'") && html.charAt(at - 1) === '=') quote = character
  }
  return -1
}

function isEscaped(html: string, { from, to }: Shortcode): boolean {
  return html.charAt(from - 1) === '[' && html.charAt(to) === ']'
}

function means(html: string, { name, attributes, from, to }: Shortcode, ends: ReadonlySet<unknown>): boolean {
  if (assignment.test(attributes) || attributes.endsWith('/')) return true
  if (!nothing.test(attributes)) return builtIn.has(name) || attributes.trimStart().startsWith('http')
  if (ends.has(name) || builtIn.has(name) || name.includes('_')) return true
  const written = html.slice(from + 1, to - 1)
  return written === name && !stageWords.has(name) && standsAlone(html, from, to)
}

function standsAlone(html: string, from: number, to: number): boolean {
  const before = from < context ? `\n${html.slice(0, from)}` : html.slice(from - context, from)
  const after = to + context > html.length ? `${html.slice(to)}\n` : html.slice(to, to + context)
  return lineBegins.test(before) && lineEnds.test(after)
}

import { collapsed } from '../text/characters.ts'
import { parseSource } from '../text/source.ts'
import { textOf } from './blocks.ts'
import { expandShortcodes } from './expansion.ts'

const maxDecodings = 3
const entity = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});/i
const cutOff = /\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…)\s*(?:(?:continue reading|read more)\b.{0,200})?$/iu
const readMore = /\s*\b(?:continue reading|read more)\s*(?:…|\.\.\.|→|»)?$/iu
const sentenceEnd = /([.!?]['"”’)]?)…$/u
const maxSiteNote = 600
const siteNote = /(?:^| )The post .{1,400} (?:appeared first on|first appeared on) .{1,200}$/u

export function oneLine(text: string): string {
  return collapsed(text).replaceAll('\u00a0', ' ').replace(/ {2,}/g, ' ').trim()
}

/** The text of a little HTML on one line. Titles and names are often encoded twice: `&amp;amp;`. */
export function plainLine(html: string): string {
  let text = html
  for (let round = 0; round < maxDecodings; round += 1) {
    const isHtml = entity.test(text) || (round === 0 && text.includes('<'))
    if (!isHtml) break
    text = parseSource(text).map(textOf).join('')
  }
  return oneLine(text)
}

/** An excerpt as a summary: without `[…]`, which only says that a machine cut it off; null for nothing. */
export function summaryOf(html: string): string | null {
  const line = plainLine(expandShortcodes(html).html)
  const text = line.slice(0, -maxSiteNote) + line.slice(-maxSiteNote).replace(siteNote, '')
  const summary = text.replace(readMore, '').replace(cutOff, '…').replace(sentenceEnd, '$1')
  return /[\p{L}\p{N}]/u.test(summary) ? summary : null
}

/** A text of at most this length; null for nothing. */
export function cut(text: string | null, maxLength: number): string | null {
  if (text === null || text.trim() === '') return null
  return text.length > maxLength ? `${text.slice(0, maxLength - 1).toWellFormed()}…` : text
}

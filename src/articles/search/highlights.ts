import type { Queries } from '../../platform/database/database.ts'
import { escapeHtml } from '../../platform/escape-html.ts'
import type { Id } from '../../platform/ids.ts'
import { stripped } from '../text/strip.ts'
import { beginningsAmong } from './described.ts'
import type { TextQuery } from './query.ts'
import { isSimple, type Run, runsOf } from './words.ts'

const maxSnippet = 240
const before = 80

/** Why a story was found, as HTML: the text escaped, what was looked for in `<mark>`. */
export interface Highlights {
  headline?: string
  text?: string
}

/** Why each of these stories was found. */
export async function highlightsAmong(
  queries: Queries,
  query: TextQuery,
  ids: Id<'art'>[],
): Promise<Map<Id<'art'>, Highlights>> {
  const rows = await beginningsAmong(queries, ids)
  return new Map(
    rows.map(({ articleId, headline, beginning }) => [
      articleId,
      highlightsOf(query, headline, stripped(beginning)),
    ]),
  )
}

/** Marks what a query looks for in a headline, and in the part of the text where it first stands. */
function highlightsOf(query: TextQuery, headline: string, text: string): Highlights {
  const marked = marksIn(query, headline)
  const part = partOf(query, text)
  return {
    ...(marked.length > 0 && { headline: htmlOf(headline, marked) }),
    ...(part !== undefined && { text: htmlOf(part, marksIn(query, part)) }),
  }
}

type Mark = Pick<Run, 'start' | 'end'>

// Where phrases stand, none inside another.
function marksIn(query: TextQuery, text: string): Mark[] {
  const { wanted } = query
  if (isSimple(text))
    return Array.from(text.toLowerCase().matchAll(pattern(query)), ({ 0: phrase, index }) => ({
      start: index,
      end: index + phrase.length,
    }))

  const places = Array.from(runsOf(text), ({ words, ...place }) =>
    words.map((word) => ({ word, ...place })),
  ).flat()
  const marks: Mark[] = []
  for (let at = 0; at < places.length; ) {
    const phrase = wanted
      .filter((words) => words.every((word, offset) => places[at + offset]?.word === word))
      .sort((one, other) => other.length - one.length)[0]
    const [first, last] = [places[at], places[at + (phrase?.length ?? 1) - 1]]
    if (phrase && first && last && first.start >= (marks.at(-1)?.end ?? 0))
      marks.push({ start: first.start, end: last.end })
    at += phrase?.length ?? 1
  }
  return marks
}

// Looks no further into a text than it must.
function partOf(query: TextQuery, text: string): string | undefined {
  const { wanted } = query
  if (isSimple(text)) {
    const first = pattern(query).exec(text.toLowerCase())
    return first ? cut(text, first.index) : undefined
  }
  const longest = Math.max(...wanted.map(({ length }) => length))
  const seen: { word: string; start: number }[] = []
  for (const { words, start } of runsOf(text)) {
    for (const word of words) {
      seen.push({ word, start })
      if (seen.length > longest) seen.shift()
      const found = wanted.find((phrase) =>
        phrase.every((one, at) => seen.at(at - phrase.length)?.word === one),
      )
      const first = found && seen.at(-found.length)
      if (first) return cut(text, first.start)
    }
  }
  return undefined
}

// Looks for phrases in a simple text, the longest first; words hold nothing that would mean anything in a pattern.
function pattern({ wanted }: TextQuery): RegExp {
  const longestFirst = wanted.toSorted((one, other) => other.length - one.length)
  const phrases = longestFirst.map((words) => words.join('[^a-z0-9]+'))
  return new RegExp(`(?<![a-z0-9])(?:${phrases.join('|')})(?![a-z0-9])`, 'g')
}

// Some of the text around a place, between words.
function cut(text: string, place: number): string {
  const from = place <= before ? 0 : text.indexOf(' ', place - before - 1) + 1
  const start = Math.min(from, place)
  const rest = text.slice(start)
  const end = rest.length <= maxSnippet ? rest.length : rest.lastIndexOf(' ', maxSnippet)
  const part = rest.slice(0, end > place - start ? end : maxSnippet)
  const whole = part.length === rest.length
  return `${start > 0 ? '… ' : ''}${part.replaceAll('\n', ' ').trim()}${whole ? '' : ' …'}`
}

function htmlOf(text: string, marks: Mark[]): string {
  let at = 0
  const parts = marks.map(({ start, end }) => {
    const part = `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`
    at = end
    return part
  })
  return parts.join('') + escapeHtml(text.slice(at))
}

/** A stretch of HTML: text between tags, or what is no text, with the name of its element. */
export interface Stretch {
  kind: 'text' | 'tag' | 'comment'
  from: number
  to: number
  name: string
}

// Line ends and brackets in these are the author's own.
const verbatim = new Set(['pre', 'script', 'style', 'textarea'])
const tagName = /<\/?([a-z][a-z0-9-]*)/iy

/** Cuts HTML into text and tags without reading it as a tree, in one pass over any input. */
export function stretchesOf(html: string): Stretch[] {
  const stretches: Stretch[] = []
  const find = finderIn(html)
  let textFrom = 0
  let at = find('<', 0)
  while (at !== -1) {
    const markup = markupAt(html, at, find)
    if (!markup) {
      at = find('<', at + 1)
      continue
    }
    if (at > textFrom) stretches.push({ kind: 'text', from: textFrom, to: at, name: '' })
    stretches.push(markup)
    textFrom = markup.to
    at = find('<', textFrom)
  }
  if (textFrom < html.length) stretches.push({ kind: 'text', from: textFrom, to: html.length, name: '' })
  return stretches
}

type Find = (what: string, from: number) => number

// What is not found once is not looked for again: a search to the end for each of a million openings would
// never be over.
function finderIn(html: string): Find {
  const missing = new Set<string>()
  return (what, from) => {
    if (missing.has(what)) return -1
    const at = html.indexOf(what, from)
    if (at === -1) missing.add(what)
    return at
  }
}

function markupAt(html: string, from: number, find: Find): Stretch | undefined {
  if (html.startsWith('<!--', from)) {
    const end = find('-->', from + 4)
    return end === -1 ? undefined : { kind: 'comment', from, to: end + 3, name: '' }
  }
  tagName.lastIndex = from
  const name = tagName.exec(html)?.[1]?.toLowerCase()
  const end = name === undefined ? -1 : find('>', from)
  if (name === undefined || end === -1) return undefined
  const closing = verbatim.has(name) && html[from + 1] !== '/' ? find(`</${name}>`, end) : -1
  return { kind: 'tag', from, to: (closing === -1 ? end : closing) + 1, name }
}

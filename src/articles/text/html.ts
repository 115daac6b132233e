import { requireElements, requireNesting, requireSize } from './limits.ts'
import type { Embed, Image, List, Paragraph, Passage } from './passages.ts'
import { lineBreak, type Notation, type Run, write } from './runs.ts'

declare const safe: unique symbol

/** HTML that holds nothing but what the allow-list names; only the sanitizer makes it. */
export type SafeHtml = string & { readonly [safe]: true }

/** One line per block. Throws a problem if the result itself would be refused as a body. */
export function htmlOf(passages: readonly Passage[]): SafeHtml {
  const html = passages.map(block).join('\n')
  requireAcceptable(html)
  return html
}

/** One body of several. Throws a problem if it would be refused as a body. */
export function oneBelowTheOther(bodies: readonly SafeHtml[]): SafeHtml {
  const html = bodies.join('\n')
  requireAcceptable(html)
  return html
}

// A stored body must be accepted when it comes back, so the limits hold for what comes out as well.
function requireAcceptable(html: string): asserts html is SafeHtml {
  requireSize(html)
  let elements = 0
  let depth = 0
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z0-9]+)/g)) {
    if (slash) {
      depth -= 1
      continue
    }
    elements += 1
    if (name !== 'br' && name !== 'img') depth += 1
    requireElements(elements)
    requireNesting(depth)
  }
}

function block(passage: Passage): string {
  switch (passage.kind) {
    case 'paragraph':
      return paragraphHtml(passage)
    case 'heading':
      return `<h${passage.level}>${inline(passage.runs)}</h${passage.level}>`
    case 'quote':
      return `<blockquote>${passage.content.map(block).join('')}</blockquote>`
    case 'list':
      return listHtml(passage)
    case 'embed':
      return embedHtml(passage)
    case 'related':
      return `<p class="wire-related">Related: ${inline(passage.runs)}</p>`
    case 'image':
      return imageHtml(passage)
  }
}

function paragraphHtml({ runs }: Paragraph): string {
  return `<p>${inline(runs)}</p>`
}

function listHtml({ ordered, items }: List): string {
  const name = ordered ? 'ol' : 'ul'
  return `<${name}>${items.map((content) => `<li>${itemHtml(content)}</li>`).join('')}</${name}>`
}

function itemHtml(content: readonly (Paragraph | List)[]): string {
  return content
    .map((part, index) => {
      if (part.kind === 'list') return listHtml(part)
      return (content[index - 1]?.kind === 'paragraph' ? '<br>' : '') + inline(part.runs)
    })
    .join('')
}

function embedHtml({ quote, source }: Embed): string {
  const said = quote.length > 0 ? `<blockquote>${quote.map(paragraphHtml).join('')}</blockquote>` : ''
  return `<figure class="wire-embed">${said}${source.map(paragraphHtml).join('')}</figure>`
}

function imageHtml({ src, alt, width, height, caption }: Image): string {
  const size = (width ? ` width="${width}"` : '') + (height ? ` height="${height}"` : '')
  const below = caption.length > 0 ? `<figcaption>${inline(caption)}</figcaption>` : ''
  return `<figure><img src=${quoted(src)} alt=${quoted(alt)}${size}>${below}</figure>`
}

const notation: Notation = {
  open: ({ name, href }) => (href === undefined ? `<${name}>` : `<${name} href=${quoted(href)}>`),
  close: ({ name }) => `</${name}>`,
  text: (text) => (text === lineBreak ? '<br>' : escapeText(text)),
}

function inline(runs: readonly Run[]): string {
  return write(runs, notation)
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function quoted(value: string): string {
  return `"${escapeText(value).replaceAll('"', '&quot;')}"`
}

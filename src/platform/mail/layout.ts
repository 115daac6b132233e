import { escapeHtml } from '../escape-html.ts'
import type { House } from './kinds.ts'
import type { Letter, Part } from './letter.ts'

const maxSubject = 200
const textWidth = 76

/** What stands around every letter. */
export interface Frame {
  house: House
  /** How to switch off mails of its kind; absent where that cannot be done. */
  switch?: { about: string; href: string } | undefined
}

export interface Written {
  subject: string
  text: string
  html: string
}

/** The one layout of all mails: the same letter as text and as HTML that loads nothing. */
export function layOut({ subject, parts }: Letter, frame: Frame): Written {
  const line = oneLine(subject).slice(0, maxSubject).toWellFormed()
  return { subject: line, text: asText(parts, frame), html: asHtml(line, parts, frame) }
}

/** Text that ends no header and begins none. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

function asText(parts: readonly Part[], { house, switch: off }: Frame): string {
  const end = [
    `${house.name}\nQuestions: answer this mail, or write to ${house.contact}`,
    ...(off ? [`To get no more mails about ${off.about}:\n${off.href}`] : []),
  ]
  return `${[...parts.map(partAsText), '-- ', ...end].join('\n\n').replace('-- \n\n', '-- \n')}\n`
}

function partAsText(part: Part): string {
  switch (part.is) {
    case 'paragraph':
      return part.text.split('\n').map(wrapped).join('\n')
    case 'heading':
      return `${part.text.toUpperCase()}`
    case 'quote':
      return part.text
        .split('\n')
        .flatMap((line) => wrapped(line).split('\n'))
        .map((line) => `> ${line}`.trimEnd())
        .join('\n')
    case 'code':
      return part.text.replace(/^/gm, '    ')
    case 'facts':
      return part.facts.map(([name, value]) => `${name}: ${value}`).join('\n')
    case 'list':
      return part.entries.map((entry) => `- ${wrapped(entry).replaceAll('\n', '\n  ')}`).join('\n')
    case 'link':
      return `${part.text}:\n${part.href}`
  }
}

function wrapped(line: string): string {
  const lines = ['']
  for (const word of line.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trimStart()
    if (longer.length <= textWidth || lines.at(-1) === '') lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.join('\n')
}

// Readable where a mail program drops the styles, and in the colors of whoever reads it where it does not.
const style = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
body { margin: 0; padding: 24px 16px; overflow-wrap: anywhere; font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; color: #1b1f24; background: #fff }
main, header, footer { max-width: 36rem; margin: 0 auto }
header { padding-bottom: 12px; border-bottom: 2px solid currentColor; font-weight: 700 }
h1 { font-size: 22px; line-height: 1.3; margin: 24px 0 16px }
h2 { font-size: 17px; margin: 24px 0 8px }
a { color: #0b57d0 }
blockquote { margin: 16px 0; padding: 8px 16px; border-left: 4px solid #8a919a; white-space: pre-line }
pre { padding: 12px 16px; overflow-x: auto; font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; background: #f0f2f4 }
dt { font-weight: 700 }
dd { margin: 0 0 8px }
footer { margin-top: 32px; padding-top: 12px; border-top: 1px solid #8a919a; font-size: 14px; color: #57606a }
@media (prefers-color-scheme: dark) {
  body { color: #e6e9ed; background: #15181c }
  a { color: #8ab4f8 }
  pre { background: #23272e }
  footer { color: #a3abb5 }
}
`

function asHtml(subject: string, parts: readonly Part[], { house, switch: off }: Frame): string {
  const contact = escapeHtml(house.contact)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${style}</style>
</head>
<body>
<header>${escapeHtml(house.name)}</header>
<main>
<h1>${escapeHtml(subject)}</h1>
${parts.map(partAsHtml).join('\n')}
</main>
<footer>
<p>Questions: answer this mail, or write to <a href="mailto:${contact}">${contact}</a>.</p>${off ? `\n<p><a href="${escapeHtml(off.href)}">Get no more mails about ${escapeHtml(off.about)}</a></p>` : ''}
</footer>
</body>
</html>
`
}

function partAsHtml(part: Part): string {
  switch (part.is) {
    case 'paragraph':
      return `<p>${escapeHtml(part.text).replaceAll('\n', '<br>\n')}</p>`
    case 'heading':
      return `<h2>${escapeHtml(part.text)}</h2>`
    case 'quote':
      return `<blockquote>${escapeHtml(part.text)}</blockquote>`
    case 'code':
      return `<pre>${escapeHtml(part.text)}</pre>`
    case 'facts':
      return `<dl>\n${part.facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('\n')}\n</dl>`
    case 'list':
      return `<ul>\n${part.entries.map((entry) => `<li>${escapeHtml(entry)}</li>`).join('\n')}\n</ul>`
    case 'link':
      return `<p><a href="${escapeHtml(part.href)}">${escapeHtml(part.text)}</a></p>`
  }
}

import { createHash } from 'node:crypto'
import { pageHeaders } from '../../platform/http/page.ts'

/** How the page of an article looks: it stands in the page itself, which loads nothing but images. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1d20; --soft: #5a6068; --line: #d9dce0; --paper: #fff; --link: #0b57a4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --soft: #a3a9b1; --line: #3a3f45; --paper: #16181b; --link: #8ab8f0 }
  .wire-logo img { padding: .5rem .75rem; border-radius: .25rem; background: #fff }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.65 Georgia, 'Times New Roman', serif }
body > * { max-width: 42rem; margin: 0 auto; padding: 0 1.25rem; overflow-wrap: break-word }
header { padding-top: 2rem }
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance }
h1 { margin: 0; font-size: clamp(1.75rem, 6vw, 2.6rem) }
.subhead { margin: .75rem 0 0; color: var(--soft); font-size: 1.25rem; line-height: 1.4 }
.wire-byline { margin: 1.25rem 0 0; font-weight: bold }
.when, figcaption, .wire-source, .about, .wire-notice, .wire-correction, .wire-advisory {
  font-family: system-ui, sans-serif; font-size: .9rem; line-height: 1.5
}
.when { margin: .15rem 0 1.5rem; color: var(--soft) }
.wire-correction, .wire-advisory { padding: .75rem 1rem; border-inline-start: .25rem solid #b3261e; background: #b3261e14 }
.wire-advisory { font-size: 1rem }
a { color: var(--link); text-underline-offset: .15em }
img { display: block; max-width: 100%; height: auto }
figure { margin: 1.75rem 0 }
figcaption { margin-top: .5rem; color: var(--soft) }
blockquote, .wire-embed { margin: 1.5rem 0; padding-inline-start: 1.25rem; border-inline-start: .25rem solid var(--line) }
.wire-embed blockquote { margin: 0; padding: 0; border: 0 }
.wire-related { padding: .6rem 0; border-block: 1px solid var(--line); font-family: system-ui, sans-serif; font-size: .95rem }
footer { padding-bottom: 3rem }
footer::before { content: ''; display: block; margin: 2.5rem 0 1.5rem; border-top: 1px solid var(--line) }
.wire-notice, .wire-source, .about { color: var(--soft) }
@media print {
  :root { --ink: #000; --soft: #333; --line: #999; --paper: #fff; --link: #000 }
  body { font-size: 11pt }
  body > * { max-width: none; padding: 0 }
  figure, blockquote, footer { break-inside: avoid }
  h1, h2, h3, h4 { break-after: avoid }
}
`

const hash = createHash('sha256').update(pageStyle).digest('base64')

/** What a browser lets the page of an article do: show itself and images, and nothing else. */
export const articlePageHeaders = {
  ...pageHeaders,
  'Content-Security-Policy': pageHeaders['Content-Security-Policy']
    .replace("style-src 'self'", `style-src 'sha256-${hash}'`)
    .replace("img-src 'self'", "img-src 'self' https:"),
}

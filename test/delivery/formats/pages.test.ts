import { createHash } from 'node:crypto'
import { marked } from 'marked'
import { expect, test } from 'vitest'
import { passagesIn } from '../../../src/articles/text/body.ts'
import { textOf } from '../../../src/articles/text/plain-text.ts'
import { formats } from '../../../src/delivery/formats/formats.ts'
import { aFullStory } from '../support/stories.ts'

function written(format: 'html' | 'text' | 'markdown'): string {
  const { article, attribution, license, publisher } = aFullStory()
  return formats[format].write(article, attribution, license, publisher)
}

test('the page runs under its own policy, which names its style and lets nothing else in', () => {
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(written('html')) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = formats.html.headers?.['Content-Security-Policy'] ?? ''

  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  expect(written('html')).not.toMatch(/ style="| on[a-z]+="|<script(?! type="application\/ld\+json")/)
})

test('the page tells corrections, embargo and what is related, and shows each image once', () => {
  const page = written('html')

  expect(page).toContain('<p class="wire-correction"><em>Correction, May 2, 2026: A bridge</em></p>')
  expect(page).toContain('embargoed until <time>2026-05-01T08:00:00.000Z</time>')
  expect(page).toContain('Related: <a href="https://example.com/peat">What peat hides</a>')
  expect(page.split('/media/1/800.jpg" alt')).toHaveLength(2)
  // The notice reads as it is written, also below a story in Arabic.
  expect(page).toContain('<footer class="wire-attribution" dir="auto">')
})

test('the text is one to read: headline, byline, correction, story, images with credit, logo', () => {
  const [head = '', ...others] = written('text').split('\n\n')

  expect(head).toBe('A story\nAnd more')
  expect(others.slice(0, 3)).toEqual([
    'By Jane Doe, Example Wire; John Roe, Another Wire\nWASHINGTON, May 1, 2026\nEmbargoed until 2026-05-01T08:00:00.000Z',
    'Correction, May 2, 2026: A bridge',
    'In short.',
  ])
  expect(others).toContain('Image: A bridge (Jane Doe/EW)\nhttps://wire.example/media/1/800.jpg')
  expect(written('text')).toMatch(/^Logo: https:\/\/wire\.example\/brand\/b{64}\.png$/m)
})

test('a headline of Markdown keeps the signs at its end', () => {
  const { article, attribution, license, publisher } = aFullStory()
  const told = { ...article, headline: 'Learn C #', subhead: 'Or F ##' }

  const html = marked.parse(formats.markdown.write(told, attribution, license, publisher), { async: false })

  expect(html).toContain('<h1>Learn C #</h1>\n<h2>Or F ##</h2>')
})

test('a body as Markdown is the same one when it is read', () => {
  const body = aFullStory().article.bodyHtml ?? ''
  const html = marked.parse(written('markdown').split('In short.\n\n')[1] ?? '', { async: false })

  expect(
    textOf(passagesIn(html.slice(0, html.indexOf('<p><img src="https://wire.example')))).replaceAll('"', '”'),
  ).toBe(textOf(passagesIn(body)).replaceAll('"', '”'))
  expect(html).toContain('<h2>A heading</h2>')
  expect(html).toContain('<a href="https://example.com/?a=1&amp;b=2">linked</a>,<br>')
  expect(html).toContain('<em>1</em><b>2</b> <s>old</s> H<sub>2</sub>O “quoted” <code>x</code> Paper US.')
  expect(html).toContain('<img src="https://example.com/a.jpg" alt="A &quot;bridge&quot;">')
})

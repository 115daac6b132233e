import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prepareBody } from '../../src/articles/text/body.ts'

/** Of the source document: 13 paragraphs and the notice in UTF-8, a blank line between each two. */
const documentSha256 = '3c920322868bac50ec5e2da048d0dd228a9912695ea3b15b5f261d2f46ce69e2'

/** The first 16 digits of the SHA-256 of each of its paragraphs; the last one is the notice. */
const paragraphSha256 = [
  '4cf94bfeb7baec35',
  '9898dd3055843d8d',
  '9a80188e66d9ab52',
  'f04fd1017246b36e',
  '167cd84829590649',
  '902ea44375f57663',
  'b7acaa5ae422c7a2',
  '5077e76d4ac8bf53',
  '3e9767e6dd143bcf',
  '4088dbc09e47db79',
  '9804022f9dc67b3d',
  '44a04f2483263553',
  'eee4d1b48af538de',
  '6fe309da4264c4bc',
]

test('the seed holds the document word for word, paragraph by paragraph, and the notice apart from the body', () => {
  const paragraphs = [...documentParagraphs(prepareBody(seed('article.html')).text), newswire().notice]

  expect(paragraphs.map((paragraph) => sha256(paragraph).slice(0, 16))).toEqual(paragraphSha256)
  expect(sha256(paragraphs.join('\n\n'))).toBe(documentSha256)
})

test('preparing the seed body changes nothing', () => {
  expect(prepareBody(seed('article.html')).html).toBe(seed('article.html').trimEnd())
})

test('the related story and the tweet of the seed are blocks of their own', () => {
  const { blocks, wordCount } = prepareBody(seed('article.html'))

  expect(blocks).toHaveLength(14)
  expect(blocks.indexOf('related')).toBe(2)
  expect(blocks.indexOf('embed')).toBe(8)
  expect(blocks.filter((block) => block === 'paragraph')).toHaveLength(12)
  expect(wordCount).toBe(513)
})

test('the seed as a newsroom’s CMS would send it comes to the same body', () => {
  const typed = seed('article.html')
    .replace('</p>\n<p class="wire-related">Related: ', ' <strong>(RELATED: ')
    .replace('Base In Europe</a></p>', 'Base In Europe</a>)</strong></p>')
    .replace('<figure class="wire-embed"><blockquote>', '<blockquote class="twitter-tweet" data-width="500">')
    .replace('</blockquote><p>—', '—')
    .replace(
      'July 11, 2024</p></figure>',
      'July 11, 2024</blockquote><script async src="https://x.example/w.js"></script>',
    )

  expect(prepareBody(typed)).toEqual(prepareBody(seed('article.html')))
})

test('the first terms are the notice and nothing else', () => {
  expect(seed('terms-1.md').trimEnd()).toBe(newswire().notice)
})

test('the article names no reporter but the desk, and says so', () => {
  const article = JSON.parse(seed('article.json'))
  const reporters = JSON.parse(seed('reporters.json'))

  expect(reporters).toEqual([expect.objectContaining({ name: 'Staff', kind: 'desk' })])
  expect(article).toMatchObject({ reporters: ['Staff'], workingHeadline: true })
  expect(article.deskNote).toContain("no headline and no reporter's name")
})

test('the logo says whose it is and that it is a placeholder, in both sizes', () => {
  const png = readFileSync(new URL('../../seeds/logo.png', import.meta.url))

  expect(seed('logo.svg')).toMatch(
    /viewBox="0 0 320 64".*<title[^>]*>Daily Caller News Foundation<\/title>.*placeholder/s,
  )
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([640, 128])
})

// The document has related story and tweet in running text; nothing else may differ.
function documentParagraphs(text: string): string[] {
  return text
    .replace(/\n\nRelated: (.+)/, ' (RELATED: $1)')
    .replace('\n\n— Spokesperson', ' — Spokesperson')
    .split('\n\n')
}

function newswire(): { notice: string } {
  return JSON.parse(seed('newswire.json'))
}

function seed(name: string): string {
  return readFileSync(new URL(`../../seeds/${name}`, import.meta.url), 'utf8')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

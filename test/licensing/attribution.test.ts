import { expect, test } from 'vitest'
import { bylineOf } from '../../src/articles/byline.ts'
import type { Author } from '../../src/articles/content.ts'
import type { Newswire } from '../../src/articles/newswire.ts'
import { attributionOf } from '../../src/licensing/attribution.ts'

const publicUrl = 'https://wire.example'

const newswire: Newswire = {
  number: 1,
  name: 'Daily Caller News Foundation',
  shortName: 'DCNF',
  url: 'https://dailycallernewsfoundation.org',
  licensingContact: 'licensing@dailycallernewsfoundation.org',
  deskMail: null,
  deskPhone: null,
  ownCredits: [],
  notice: 'Print our logo. Write to licensing@dailycallernewsfoundation.org.',
  logoAlt: 'Daily Caller News Foundation logo',
  logo: [
    { sha256: 'a'.repeat(64), contentType: 'image/svg+xml', width: 320, height: 64 },
    { sha256: 'b'.repeat(64), contentType: 'image/png', width: 640, height: 128 },
  ],
  attributionVersion: 1,
  updatedAt: 0,
}

const own = { name: newswire.name, shortName: newswire.shortName, url: newswire.url }
const other = { name: 'Example News', shortName: 'EN', url: 'https://news.example' }

function anAuthor(name: string, affiliation = own): Author {
  return { id: 'rep_01h455vb4pex5vsknk084sn02q', name, affiliation }
}

function attributed(authors: Author[], changed: Partial<Newswire> = {}, canonicalUrl: string | null = null) {
  const signed = { byline: bylineOf(authors), authors, canonicalUrl }
  return attributionOf({ ...newswire, ...changed }, signed, publicUrl)
}

test('logo, byline and affiliation are required, and nothing else', () => {
  expect(attributed([anAuthor('Jane Doe')]).required).toEqual(['logo', 'byline', 'affiliation'])
})

test('the logo has the address of each of its files under the public one', () => {
  expect(attributed([anAuthor('Jane Doe')]).logo).toEqual({
    alt: 'Daily Caller News Foundation logo',
    renditions: [
      { href: `https://wire.example/brand/${'a'.repeat(64)}.svg`, ...newswire.logo[0] },
      { href: `https://wire.example/brand/${'b'.repeat(64)}.png`, ...newswire.logo[1] },
    ],
  })
})

test.each([
  ['Jane Doe, Daily Caller News Foundation', [anAuthor('Jane Doe')]],
  ['Jane Doe and John Roe, Daily Caller News Foundation', [anAuthor('Jane Doe'), anAuthor('John Roe')]],
  [
    'Jane Doe, Daily Caller News Foundation; John Roe, Example News',
    [anAuthor('Jane Doe'), anAuthor('John Roe', other)],
  ],
  [
    'A, Example News; B, Daily Caller News Foundation; C, Example News',
    [anAuthor('A', other), anAuthor('B'), anAuthor('C', other)],
  ],
])('the credit line is “%s”', (creditLine, authors) => {
  expect(attributed(authors).creditLine).toBe(creditLine)
})

test('the affiliation of an article is that of its first reporter; each author has an own one', () => {
  const { affiliation, authors } = attributed([anAuthor('Jane Doe', other), anAuthor('John Roe')])

  expect(affiliation).toEqual(other)
  expect(authors.map((author) => author.affiliation)).toEqual([
    { name: 'Example News', shortName: 'EN' },
    { name: 'Daily Caller News Foundation', shortName: 'DCNF' },
  ])
})

test('the text to print names byline, affiliation, logo and notice', () => {
  expect(attributed([anAuthor('Jane Doe')]).text).toBe(
    [
      'By Jane Doe, Daily Caller News Foundation',
      `Logo: https://wire.example/brand/${'a'.repeat(64)}.svg`,
      '',
      'Print our logo. Write to licensing@dailycallernewsfoundation.org.',
    ].join('\n'),
  )
})

test('the HTML to print holds byline, affiliation, logo and notice', () => {
  expect(attributed([anAuthor('Jane Doe')]).html).toBe(
    [
      '<div class="wire-attribution">',
      '<p class="wire-byline">By Jane Doe, <span class="wire-affiliation">Daily Caller News Foundation</span></p>',
      '<p class="wire-logo"><a href="https://dailycallernewsfoundation.org">',
      `<img src="https://wire.example/brand/${'b'.repeat(64)}.png" alt="Daily Caller News Foundation logo" width="240" height="48">`,
      '</a></p>',
      '<p class="wire-notice">Print our logo. Write to ',
      '<a href="mailto:licensing@dailycallernewsfoundation.org">licensing@dailycallernewsfoundation.org</a>.</p>',
      '</div>',
    ].join(''),
  )
})

test('the notice links the licensing contact', () => {
  expect(attributed([anAuthor('Jane Doe')]).notice).toEqual({
    text: 'Print our logo. Write to licensing@dailycallernewsfoundation.org.',
    html: '<p>Print our logo. Write to <a href="mailto:licensing@dailycallernewsfoundation.org">licensing@dailycallernewsfoundation.org</a>.</p>',
  })
})

test('a notice that names no contact has no link', () => {
  expect(attributed([anAuthor('Jane Doe')], { notice: 'Print our logo.' }).notice.html).toBe(
    '<p>Print our logo.</p>',
  )
})

const hostile = '"><script>alert(1)</script><p x=\''

test.each([
  ['a reporter’s name', attributed([anAuthor(hostile)])],
  ['one of two names', attributed([anAuthor('Jane Doe'), anAuthor(hostile, other)])],
  ['an affiliation', attributed([anAuthor('Jane Doe', { ...own, name: hostile })])],
  ['the alt text of the logo', attributed([anAuthor('Jane Doe')], { logoAlt: hostile })],
  ['the notice', attributed([anAuthor('Jane Doe')], { notice: hostile })],
  ['the newswire’s address', attributed([anAuthor('Jane Doe')], { url: `https://x.example/${hostile}` })],
])('markup in %s is printed, not run', (_, { html, notice }) => {
  expect(html).not.toContain('<script')
  expect(notice.html).not.toContain('<script')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toMatch(/="[^"]*"[^ >]/)
})

test('markup in a name stays as it is where it is text', () => {
  const { byline, creditLine } = attributed([anAuthor(hostile)])

  expect(byline).toBe(`By ${hostile}`)
  expect(creditLine).toBe(`${hostile}, Daily Caller News Foundation`)
})

test('a replacement pattern in the notice is printed as it is', () => {
  const notice = "$& $1 $$ $' licensing@dailycallernewsfoundation.org"

  expect(attributed([anAuthor('Jane Doe')], { notice }).notice.html).toContain('$&amp; $1 $$ $&#39; <a')
})

test('a logo without a PNG is printed as SVG', () => {
  const { html } = attributed([anAuthor('Jane Doe')], { logo: newswire.logo.slice(0, 1) })

  expect(html).toContain(`${'a'.repeat(64)}.svg`)
})

test('an article without a logo cannot be attributed', () => {
  expect(() => attributed([anAuthor('Jane Doe')], { logo: [] })).toThrow('cannot be attributed')
})

test('an article without an author cannot be attributed', () => {
  expect(() => attributed([])).toThrow('cannot be attributed')
})

test('the canonical address is handed on', () => {
  expect(attributed([anAuthor('Jane Doe')], {}, 'https://example.com/story').canonicalUrl).toBe(
    'https://example.com/story',
  )
})

import { expect, test } from 'vitest'
import { itemHeaders, listHeaders } from '../../src/delivery/attribution-headers.ts'
import { linksUnder } from '../../src/delivery/links.ts'

const links = linksUnder('https://wire.example')
const svg = `https://wire.example/brand/${'a'.repeat(64)}.svg`
const logo = {
  alt: 'logo',
  renditions: [
    {
      href: svg,
      sha256: 'a'.repeat(64),
      contentType: 'image/svg+xml' as const,
      width: 320,
      height: 64,
    },
  ],
}

function headersOf({ byline = 'By Jane Doe', affiliations = ['DCNF'], canonicalUrl = '' }) {
  const authors = affiliations.map((name) => ({
    id: 'rep_01h455vb4pex5vsknk084sn02q' as const,
    name: 'Jane Doe',
    affiliation: { name, shortName: name },
  }))
  return itemHeaders({ logo, byline, authors, canonicalUrl: canonicalUrl || null }, links)
}

test('an ASCII byline is a string of RFC 9651', () => {
  expect(headersOf({ byline: 'By Jane Doe' })['Attribution-Byline']).toBe('"By Jane Doe"')
})

test('quotes and backslashes in a byline are escaped', () => {
  expect(headersOf({ byline: 'By Jane "JD" Doe \\ Roe' })['Attribution-Byline']).toBe(
    '"By Jane \\"JD\\" Doe \\\\ Roe"',
  )
})

test('a byline beyond ASCII is a Display String', () => {
  expect(headersOf({ byline: 'By René Müller' })['Attribution-Byline']).toBe('%"By Ren%c3%a9 M%c3%bcller"')
})

test('quotes and percent signs in a Display String are escaped', () => {
  expect(headersOf({ byline: 'By "René" 100%' })['Attribution-Byline']).toBe('%"By %22Ren%c3%a9%22 100%25"')
})

test('each affiliation is named once', () => {
  expect(headersOf({ affiliations: ['DCNF', 'Zürich News', 'DCNF'] })['Attribution-Affiliation']).toBe(
    '"DCNF", %"Z%c3%bcrich News"',
  )
})

test('the logo is named by its address', () => {
  expect(headersOf({})['Attribution-Logo']).toBe(`"${svg}"`)
})

test('the links name logo, license and canonical address', () => {
  expect(headersOf({ canonicalUrl: 'https://example.com/story' }).Link).toBe(
    [
      `<${svg}>; rel="https://wire.example/rels/logo"; type="image/svg+xml"`,
      '<https://wire.example/v1/license>; rel="license"',
      '<https://example.com/story>; rel="canonical"',
    ].join(', '),
  )
})

test('an article without a canonical address has no such link', () => {
  expect(headersOf({}).Link).not.toContain('canonical')
})

test.each([
  'https://example.com/a>; rel="next", <https://evil.example/',
  'https://example.com/?q=a>,<b',
  'https://example.com/#a>;rel="logo"',
  'https://example.com/a\r\nSet-Cookie: x=1',
  'https://example.com/"quoted"',
  'https://example.com/ключ?q=ü',
])('a canonical address such as %j adds neither a link nor a header', (canonicalUrl) => {
  const { Link } = headersOf({ canonicalUrl })

  expect(Link.match(/<[^<>]*>/g)).toHaveLength(3)
  expect(Link).toMatch(/^[\x20-\x7e]+$/)
  expect(Link.replace(/<[^>]*>/g, '<>')).toBe(
    '<>; rel="https://wire.example/rels/logo"; type="image/svg+xml", <>; rel="license", <>; rel="canonical"',
  )
})

test('a newswire without a logo is attributed nowhere', () => {
  expect(() => listHeaders({ alt: 'logo', renditions: [] }, ['DCNF'], links)).toThrow('cannot be attributed')
})

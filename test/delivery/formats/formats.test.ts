import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepareBody } from '../../../src/articles/text/body.ts'
import { type Format, formatNames, formats } from '../../../src/delivery/formats/formats.ts'
import { logoFile } from '../../../src/delivery/formats/parts.ts'
import { aStory } from '../support/feed-entries.ts'
import { readers } from '../support/read-back.ts'
import { toldIn } from '../support/told-in.ts'

type Story = ReturnType<typeof aStory>

function written(format: Format, { article, attribution, license, publisher }: Story): string {
  return formats[format].write(article, attribution, license, publisher)
}

function expectAttribution(format: Format, story: Story): void {
  const { article, attribution, license } = story
  const { uri, version, ...printed } = readers[format](written(format, story))

  expect(printed, format).toEqual({
    creditLine: attribution.creditLine,
    logo: format === 'json' ? attribution.logo.renditions[0]?.href : logoFile(attribution.logo).href,
    notice: attribution.notice.text,
    canonical: attribution.canonicalUrl,
    license: license.href,
  })
  // The fragment to paste shows readers what they need, and no ids.
  expect({ uri, version }, format).toEqual({ uri: article.uri, version: '2' })
}

test.each(formatNames)('%s says logo, credit line, notice, license, origin, URI and version', (format) => {
  expectAttribution(format, aStory())
})

test.each(formatNames)('%s names each reporter with the organization where these differ', (format) => {
  const story = aStory({ other: 'Another Wire' })

  expect(story.attribution.creditLine).toBe('Jane Doe, Example Wire; John Roe, Another Wire')
  expectAttribution(format, story)
})

test.each(formatNames)('%s says authors, corrections, subjects and to whom images are credited', (format) => {
  const story = aStory({ other: 'Another Wire', topics: [{ code: 'medtop:11000000', label: 'government' }] })
  const found = toldIn[format](written(format, story))

  expect({ ...found, subjects: new Set(found.subjects) }).toEqual({
    authors: ['Jane Doe, Example Wire', 'John Roe, Another Wire'],
    corrections: ['A bridge'],
    subjects: new Set(['Politics', 'government', 'Budget']),
    credits: ['Jane Doe/EW'],
  })
})

const odd = fc.constantFrom(
  ']]>',
  '</script><script>alert(1)</script>',
  '<!--',
  '<b>&amp;"\'&copy;',
  '\u202eRTL\u202c عمر',
  '👩‍🚀 Ríos',
  '*a_b_ ~~c~~ `d` [e](f) # 1. 2) - > | \\',
)
const signs = fc.string({ unit: 'grapheme', maxLength: 30 })
const hostile = fc.tuple(odd, signs, odd).map((parts) =>
  parts
    .join(' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim(),
)

test('whatever stands in a name, an organization or the notice, it comes back byte for byte', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, other, notice) => {
      const story = aStory({ name, other, notice })
      for (const format of formatNames) expectAttribution(format, story)
    }),
    { numRuns: 60 },
  )
})

test.each(formatNames)('%s says the notice with what ends a line in it, and space around that', (format) => {
  expectAttribution(format, aStory({ notice: 'Print it \u2028 as\u2029 it is. \u0085 Thanks.' }))
})

const anything = fc
  .tuple(
    fc.string({ unit: 'binary', maxLength: 40 }),
    odd,
    fc.constantFrom('\0\u000b\f\ufffe', '\r\n', '\u2028'),
  )
  .map((parts) => `x${parts.join('')}x`)

test('whatever stands in the story, every format can be read and says its attribution', () => {
  fc.assert(
    fc.property(
      fc.record({ headline: anything, summary: anything, alt: anything, tag: anything, text: anything }),
      ({ text, ...texts }) => {
        const story = aStory({ ...texts, text: prepareBody(`<p>x</p>${text}`).html })
        for (const format of formatNames) expectAttribution(format, story)
      },
    ),
    { numRuns: 60 },
  )
})

test.each(formatNames)('%s takes a story of a hundred thousand characters', (format) => {
  expectAttribution(format, aStory({ text: `<p>${']]&gt;é👩‍🚀 *_ '.repeat(10_000)}</p>` }))
})

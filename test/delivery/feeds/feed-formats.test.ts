import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import type { FeedEntry, FeedHead } from '../../../src/delivery/feeds/entry.ts'
import { feedForms } from '../../../src/delivery/feeds/forms.ts'
import { aHead, anEntry, attributionIn } from '../support/feed-entries.ts'
import { standard } from '../support/standards.ts'
import { feedFaults } from '../support/validators.ts'

function feed(extension: 'rss' | 'atom' | 'json', entries: FeedEntry[], head: FeedHead = aHead()): string {
  const form = feedForms.find((one) => one.extension === extension)
  if (!form) throw new Error(`There is no feed ${extension}`)
  const [before, behind] = form.frame(head)
  return before + entries.map((entry) => form.item(entry)).join(form.between) + behind
}

const heads = [aHead(), { ...aHead(), selfUrl: undefined }]
const full = anEntry({ headline: 'A & B', text: '<p>Text &amp; more.</p>' })
const bare = anEntry({ subhead: null, summary: null, section: null, tags: [], topics: [], media: [] })

test.each(heads)('Atom and JSON Feed are valid, with and without an address of their own', (head) => {
  for (const extension of ['atom', 'json'] as const)
    for (const entries of [[], [full], [full, bare]])
      expect(feedFaults(`.${extension}`, feed(extension, entries, head)), extension).toEqual([])
})

test('what is wrong with a feed is found by its schema', () => {
  if (standard('../shared/standards/atom/atom-rfc4287.rng') === undefined) return
  const atom = feed('atom', []).replace(/<updated>[^<]*/, '<updated>yesterday')

  expect(feedFaults('.atom', atom)).not.toEqual([])
  expect(feedFaults('.json', feed('json', [{ ...full, link: 'no address' }]))).not.toEqual([])
})

test('RSS says every author with the affiliation, what it is of, and how it may be used', () => {
  const { items = [], title, image, atom } = parseRssFeed(feed('rss', [full]))

  expect({ title, self: atom?.links?.map(({ rel }) => rel) }).toEqual({
    title: 'Example Wire',
    self: ['self', 'license'],
  })
  expect(image).toMatchObject({ width: 144, height: 29 })
  expect(items[0]).toMatchObject({
    title: 'A & B',
    link: 'https://example.com/story',
    guid: { value: full.article.uri, isPermaLink: false },
    pubDate: 'Fri, 01 May 2026 06:00:00 GMT',
    description: 'In short.',
    content: { encoded: full.contentHtml },
    dc: { creators: ['Jane Doe, Example Wire', 'John Roe, Example Wire'], publishers: ['Example Wire'] },
    dcterms: { alternatives: ['And more'], licenses: ['https://wire.example/v1/license'] },
  })
  expect(items[0]?.categories?.map(({ name }) => name)).toEqual(['Politics', 'Budget', 'politics'])
  expect(items[0]?.media?.contents?.[0]).toMatchObject({
    url: 'https://wire.example/media/1/800.jpg',
    type: 'image/jpeg',
    credits: [{ value: 'Jane Doe/EW', role: 'photographer' }],
  })
})

test('Atom says which version of a story it has', () => {
  expect(parseAtomFeed(feed('atom', [full])).entries?.[0]?.dcterms?.hasVersions).toEqual(['2'])
})

test('a feed whose address is a secret does not say it', () => {
  const head = { ...aHead(), selfUrl: undefined }

  expect(feed('rss', [full], head)).not.toContain('rel="self"')
  expect(feed('atom', [full], head)).not.toContain('rel="self"')
  expect(JSON.parse(feed('json', [full], head)).feed_url).toBeUndefined()
})

const odd = fc.constantFrom(
  ']]>',
  '\u0000\u000b\ufffe',
  '<b>&amp;"\'',
  '\u202eRTL\u202c',
  '👩‍🚀',
  '\r\n',
  '\u2028',
)
const hostile = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 40 }), odd)
  .map(([text, more]) => `x${text}${more}x`)

test('whatever stands in a story, its feed can be read and says the attribution byte for byte', () => {
  fc.assert(
    fc.property(
      fc.record({ headline: hostile, summary: hostile, alt: hostile, tag: hostile, text: hostile }),
      (texts) => {
        expectAttribution(anEntry(texts))
      },
    ),
  )
})

test('whoever wrote it, the name comes back byte for byte', () => {
  const names = ['Jane "J" <Doe> & Sons', "O'Neill ]]> Roe", 'عمر \u202eRTL\u202c', '👩‍🚀 Ríos']
  for (const name of names) expectAttribution(anEntry({ name }))
})

test('a story of a hundred thousand characters is no other', () => {
  expectAttribution(anEntry({ text: `<p>${']]&gt;é👩‍🚀 '.repeat(10_000)}</p>` }))
})

function expectAttribution(entry: FeedEntry): void {
  const expected = attributionIn(entry)
  const [rss] = parseRssFeed(feed('rss', [entry])).items ?? []
  const [atom] = parseAtomFeed(feed('atom', [entry])).entries ?? []
  const [json] = parseJsonFeed(feed('json', [entry])).items ?? []

  expect(rss?.dc?.creators).toEqual(expected.names)
  expect(atom?.authors?.map(({ name }) => name)).toEqual(expected.names)
  expect(json?.authors?.map(({ name }) => name)).toEqual(expected.names)
  for (const content of [rss?.content?.encoded, atom?.content?.value, json?.content_html])
    for (const part of expected.inContent) expect(content).toContain(part)
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { feedStories } from '../../../src/articles/import/feeds.ts'
import { rssWith } from './support/feeds.ts'

const published = Date.parse('2026-05-01T06:00:00Z')

function only(text: string) {
  const { stories, faults } = feedStories(text)
  expect(faults).toEqual([])
  expect(stories).toHaveLength(1)
  return stories[0]
}

test('an item of RSS becomes a story', () => {
  expect(only(rssWith({}))).toEqual({
    sourceId: 'https://wire.example/?p=35',
    guid: 'https://wire.example/?p=35',
    url: 'https://wire.example/plan/',
    headline: 'Senator’s “Plan” & More',
    summary: 'It held.',
    bodyHtml: '<p>The dam — old &amp; gray — held.</p>',
    language: 'en-US',
    publishedAt: published,
    modifiedAt: published,
    bylines: ['Jane Doe', 'John Roe'],
    categories: ['Law & Order'],
    tags: [],
    image: { url: 'https://wire.example/dam.jpg', alt: 'Dam', caption: null, credit: null },
    described: [],
    correction: null,
    dropped: { shortcodes: [], notices: 0, boxes: 0 },
  })
})

describe('RSS', () => {
  test('a description is the text where there is no other', () => {
    const description = '<description>&lt;p&gt;It &amp;amp; held.&lt;/p&gt;</description>'

    expect(only(rssWith({ encoded: '', description }))).toMatchObject({
      bodyHtml: '<p>It &amp; held.</p>',
      summary: null,
    })
  })

  test('a guid that is an address stands for the link, unless it says it is none', () => {
    const guid = '<guid>https://wire.example/35</guid>'

    expect(only(rssWith({ link: '', guid }))).toMatchObject({
      sourceId: 'https://wire.example/35',
      url: 'https://wire.example/35',
    })
    expect(only(rssWith({ link: '' }))?.url).toBeNull()
    expect(only(rssWith({ guid: '' }))?.sourceId).toBe('https://wire.example/plan/')
  })

  test('an author has a name behind the mail address', () => {
    expect(only(rssWith({ creators: '<author>desk@wire.example (Jane Doe)</author>' }))?.bylines).toEqual([
      'Jane Doe',
    ])
  })

  test.each([
    ['an enclosure', '<enclosure url="https://wire.example/dam.jpg" type="image/jpeg" length="0"/>'],
    ['a thumbnail', '<media:thumbnail url="https://wire.example/dam.jpg"/>'],
    [
      'a group',
      '<media:group><media:content url="https://wire.example/dam.jpg" type="image/jpeg"/></media:group>',
    ],
    [
      'the picture after a portrait',
      '<media:content url="https://0.gravatar.com/avatar/1" medium="image"/><media:content url="https://wire.example/dam.jpg" medium="image"/>',
    ],
  ])('the main image may be %s', (_what, media) => {
    expect(only(rssWith({ media }))?.image?.url).toBe('https://wire.example/dam.jpg')
  })

  test('a film or sound is no image', () => {
    expect(
      only(rssWith({ media: '<enclosure url="https://wire.example/dam.mp3" type="audio/mpeg"/>' }))?.image,
    ).toBeNull()
  })
})

test('an entry of Atom becomes a story', () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
<entry><id>urn:dam</id><title type="html">A &amp;lt; B</title><link rel="enclosure" type="image/png" href="https://wire.example/dam.png"/>
<link href="https://wire.example/dam"/><published>2026-05-01T06:00:00Z</published><updated>2026-05-01T07:00:00Z</updated>
<author><name>Jane Doe</name></author><category term="law" label="Law"/><summary>It &amp;amp; held</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The dam &amp; the lake.</p></div></content></entry></feed>`

  expect(only(atom)).toMatchObject({
    sourceId: 'urn:dam',
    url: 'https://wire.example/dam',
    headline: 'A < B',
    bodyHtml: '<p>The dam &amp; the lake.</p>',
    language: 'en',
    publishedAt: published,
    modifiedAt: published + 3_600_000,
    bylines: ['Jane Doe'],
    categories: ['Law'],
    image: { url: 'https://wire.example/dam.png' },
  })
})

test('an item of JSON Feed becomes a story', () => {
  const item = {
    id: '35',
    url: 'https://wire.example/dam',
    title: 'A < B',
    content_text: 'One <tag>\n\nTwo',
    summary: 'It held.',
    date_published: '2026-05-01T06:00:00Z',
    authors: [{ name: 'Jane Doe' }],
    tags: ['Law'],
    image: 'https://wire.example/dam.png',
  }
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Wire',
    language: 'en-US',
    items: [item],
  }

  expect(only(JSON.stringify(feed))).toMatchObject({
    sourceId: '35',
    headline: 'A < B',
    summary: 'It held.',
    bodyHtml: '<p>One &lt;tag&gt;</p><p>Two</p>',
    language: 'en-US',
    bylines: ['Jane Doe'],
    categories: ['Law'],
    image: { url: 'https://wire.example/dam.png' },
  })
})

describe('what cannot be read', () => {
  const sourceId = 'https://wire.example/?p=35'

  test.each([
    [{ title: '' }, 'The entry has no headline.'],
    [{ date: '' }, 'The entry does not say when it was published.'],
    [
      { date: '<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>' },
      'The entry does not say when it was published.',
    ],
    [{ encoded: '', description: '' }, 'The entry has no text.'],
    [{ encoded: '' }, 'The feed has only the beginning of the story.'],
    [
      { encoded: '<content:encoded><![CDATA[<form class="post-password-form"></form>]]></content:encoded>' },
      'The story is protected by a password.',
    ],
  ])('an item %j is told with what is wrong', (elements, fault) => {
    expect(feedStories(rssWith(elements))).toEqual({ stories: [], faults: [{ sourceId, fault }] })
  })

  test('an item that nothing names', () => {
    expect(feedStories(rssWith({ guid: '', link: '' })).faults).toEqual([
      { sourceId: null, fault: 'The entry has neither an id nor an address.' },
    ])
  })

  test.each([
    '',
    'nonsense',
    '<html><body>Not found</body></html>',
    '{}',
    '<rss version="2.0"><channel><item',
    '<rss>',
  ])('what is no feed: %j', (text) => {
    expect(feedStories(text)).toEqual({
      stories: [],
      faults: [
        { sourceId: null, fault: expect.stringContaining('This is no feed in RSS, Atom or JSON Feed') },
      ],
    })
  })

  test('a feed of the wrong size', () => {
    expect(feedStories(' '.repeat(40_000_000)).faults).toHaveLength(1)
  })

  test('entities that would grow are not written out', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'A'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>`

    expect(
      JSON.stringify(
        feedStories(
          rssWith({ title: `<title>${'&b;'.repeat(1000)}x</title>` }).replace('<rss', `${bomb}<rss`),
        ),
      ).length,
    ).toBeLessThan(10_000)
  })

  test.each([
    '<a>',
    '<item>',
    '&amp;',
    '<![CDATA[',
    '<item><title>x',
    '<!--',
    '<a b="',
    '<item><guid>1</guid>',
    '[',
  ])('a mebibyte of %s is judged in time', (piece) => {
    const start = performance.now()
    feedStories(`<rss version="2.0"><channel>${piece.repeat(Math.ceil(1_048_576 / piece.length))}`)
    feedStories(
      `{"version":"https://jsonfeed.org/version/1.1","items":${piece.repeat(Math.ceil(1_048_576 / piece.length))}`,
    )
    expect(performance.now() - start).toBeLessThan(4_000)
  })

  test('whatever is sent, it has an answer', () => {
    const pieces = fc.constantFrom(
      ...[
        '<item>',
        '</item>',
        '<title>',
        '</title>',
        '<![CDATA[',
        ']]>',
        '<content:encoded>',
        '</content:encoded>',
        '<guid>',
        '</guid>',
        '<p>',
        '&lt;',
        '&#0;',
        '"',
        '<dc:creator>',
      ],
    )
    const feed = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 30 })
    fc.assert(
      fc.property(
        feed,
        fc.constantFrom(
          '<rss version="2.0"><channel>',
          '<feed xmlns="http://www.w3.org/2005/Atom">',
          '<rdf:RDF>',
          '',
        ),
        (parts, head) => {
          const { stories, faults } = feedStories(head + parts.join(''))
          expect(stories.length + faults.length).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('whatever stands in JSON Feed, it has an answer', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            id: fc.anything(),
            title: fc.anything(),
            content_html: fc.anything(),
            authors: fc.anything(),
          }),
        ),
        (items) => {
          const json = JSON.stringify(
            { version: 'https://jsonfeed.org/version/1.1', items },
            (_key, value) => (typeof value === 'bigint' ? String(value) : value),
          )
          expect(feedStories(json)).toHaveProperty('stories')
        },
      ),
      { numRuns: 500 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFault, type SourceFault, type SourceStory } from '../../../src/articles/import/source-story.ts'
import { imagesOf } from '../../../src/articles/import/story-images.ts'
import { wxrStories } from '../../../src/articles/import/wxr.ts'
import { prepareBody } from '../../../src/articles/text/body.ts'
import { anAttachment, anExport, anItem, author, category, head, inPieces, meta } from './support/exports.ts'

async function read(source: string | Uint8Array, pieceLength?: number) {
  const skipped = new Map<string, number>()
  const bytes = typeof source === 'string' ? Buffer.from(source) : source
  const found: (SourceStory | SourceFault)[] = []
  for await (const one of wxrStories(inPieces(bytes, pieceLength), skipped)) found.push(one)
  return {
    stories: found.flatMap((one) => (isFault(one) ? [] : one)),
    faults: found.filter(isFault),
    skipped: Object.fromEntries(skipped),
  }
}

async function only(source: string | Uint8Array, pieceLength?: number) {
  const { stories, faults } = await read(source, pieceLength)
  expect(faults).toEqual([])
  expect(stories).toHaveLength(1)
  return stories[0]
}

test('a post becomes a story, with names and images that come later in the file', async () => {
  const more =
    category('category', 'Law &amp;amp; Order') +
    category('post_tag', 'R&amp;D') +
    meta('_thumbnail_id', '34')
  const caption = { 'excerpt:encoded': 'The dam (Photo by Jane Roe/AP)' }

  expect(
    await only(anExport(anItem({}, more), anAttachment('34', caption), author('jdoe', 'Jane Doe'))),
  ).toEqual({
    sourceId: '35',
    guid: 'https://wire.example/?p=35',
    url: 'https://wire.example/plan/',
    headline: 'Senator’s "Plan" & More',
    summary: 'It held.',
    bodyHtml: '<p>One</p><p>Two</p>',
    language: 'en-US',
    publishedAt: Date.parse('2026-05-01T06:00:00Z'),
    modifiedAt: Date.parse('2026-05-01T07:00:00Z'),
    bylines: ['Jane Doe'],
    categories: ['Law & Order'],
    tags: ['R&D'],
    image: {
      url: 'https://wire.example/34.jpg',
      alt: 'A & B',
      caption: 'The dam',
      credit: 'Photo by Jane Roe/AP',
    },
    described: [],
    correction: null,
    dropped: { shortcodes: [], notices: 0, boxes: 0 },
  })
})

test('a gallery finds its images', async () => {
  const story = await only(
    anExport(anItem({ 'content:encoded': 'a\n\n[gallery ids="34,99"]' }), anAttachment('34')),
  )

  expect(story?.bodyHtml).toContain(
    '<figure><img alt="A &amp; B" src="https://wire.example/34.jpg"></figure>',
  )
})

test('what the media library says of images in the text is said of them', async () => {
  const content =
    '[caption id="attachment_34"]<img class="size-large wp-image-34" src="https://wire.example/34-900x600.jpg" /> The dam[/caption]'
  const credited = { 'excerpt:encoded': 'A dam (Photo by Jane Roe/AP)' }
  const story = await only(anExport(anItem({ 'content:encoded': content }), anAttachment('34', credited)))

  expect(story?.described).toMatchObject([{ alt: 'A & B', caption: 'A dam', credit: 'Photo by Jane Roe/AP' }])
  const { html } = prepareBody(story?.bodyHtml ?? '')
  expect(imagesOf({ image: null, described: story?.described ?? [] }, html)).toEqual([
    {
      url: 'https://wire.example/34-900x600.jpg',
      alt: 'A & B',
      caption: 'The dam',
      credit: 'Photo by Jane Roe/AP',
    },
  ])
})

test('several authors are named as they are printed, guests too', async () => {
  const authors = ['jdoe', 'john.roe', 'guest', 'Mary Major'].map((login) =>
    category('author', login, `cap-${login.replace('.', '-')}`),
  )
  const names = meta('cap-user_login', 'guest') + meta('cap-display_name', 'Ann Guest')
  const guest = anItem({ 'wp:post_type': 'guest-author', 'wp:post_id': '7' }, names)
  const accounts = author('jdoe', 'Jane Doe') + author('john.roe', 'John Roe')

  expect((await only(anExport(accounts, anItem({}, authors.join('')), guest)))?.bylines).toEqual([
    'Jane Doe',
    'John Roe',
    'Ann Guest',
    'Mary Major',
  ])
})

test('what is no published post is left out and counted', async () => {
  const others = [
    { 'wp:status': 'draft' },
    { 'wp:status': 'draft' },
    { 'wp:status': 'private' },
    { 'wp:post_type': 'page' },
    { 'wp:post_type': 'revision', 'wp:status': 'inherit' },
    { 'wp:post_password': 'x' },
  ]
  const { stories, skipped } = await read(
    anExport(...others.map((each) => anItem(each)), anAttachment('34'), anItem({ 'wp:status': 'future' })),
  )

  expect(stories).toHaveLength(1)
  expect(skipped).toEqual({ draft: 2, private: 1, page: 1, revision: 1, protected: 1, attachment: 1 })
})

describe('times', () => {
  test.each([
    [{ 'wp:post_date_gmt': '2030-01-01 00:00:00' }, '2030-01-01T00:00:00Z'],
    [{ 'wp:post_date_gmt': '0000-00-00 00:00:00' }, '2026-05-01T06:00:00Z'],
    [{ 'wp:post_date_gmt': '', pubDate: 'Mon, 30 Nov -0001 00:00:00 +0000' }, '2026-05-01T02:00:00Z'],
  ])('%j', async (elements, published) => {
    expect((await only(anExport(anItem(elements))))?.publishedAt).toBe(Date.parse(published))
  })
})

describe('texts that end too early', () => {
  const text = 'x[0]]]> 1 <script>//]]></script> ]]> end'

  test.each([1, 2, 3, 7, 64, 65_536])('cut as WordPress does, read %i bytes at a time', async (length) => {
    expect((await only(anExport(anItem({ 'content:encoded': text })), length))?.bodyHtml).toBe(
      '<p>x[0]]]&gt; 1  ]]&gt; end</p>',
    )
  })

  test.each([1, 5, 65_536])('left in by an old exporter, read %i bytes at a time', async (length) => {
    const broken = anExport(anItem()).replace('<![CDATA[One\n\nTwo]]>', `<![CDATA[<p>${text}</p><p>é</p>]]>`)

    expect((await only(broken, length))?.bodyHtml).toBe('<p>x[0]]]&gt; 1  ]]&gt; end</p><p>é</p>')
  })
})

describe('characters', () => {
  const named = (encoding: string) => anExport(anItem({ title: 'Café “dam”' })).replace('UTF-8', encoding)

  test('those that XML forbids are left out', async () => {
    expect((await only(anExport(anItem({ title: 'A\u0000 \u0008d\u001fam\uffff' }))))?.headline).toBe('A dam')
  })

  test.each([
    ['UTF-8 as such', named('UTF-8'), 'utf8'],
    ['UTF-8 that says something else', named('ISO-8859-1'), 'utf8'],
    ['UTF-8 with a mark', `\ufeff${named('UTF-8')}`, 'utf8'],
    ['UTF-16', `\ufeff${named('UTF-16')}`, 'utf16le'],
  ] as const)('%s', async (_how, source, encoding) => {
    for (const length of [3, 65_536])
      expect((await only(Buffer.from(source, encoding), length))?.headline).toBe('Café “dam”')
  })

  test.each(['windows-1252', 'UTF-8', 'no-such-thing'])('Windows’ own that says %s', async (encoding) => {
    const source = named(encoding).replace('“', '\u0093').replace('”', '\u0094').replaceAll('’', '\u0092')

    expect((await only(Buffer.from(source, 'latin1')))?.headline).toBe('Café “dam”')
  })

  test('a broken character among good ones makes nothing else of the file', async () => {
    const bytes = Buffer.from(named('UTF-8').replace('One', 'Onx'))
    bytes[bytes.indexOf('Onx') + 2] = 0xff

    expect((await only(bytes))?.headline).toBe('Café “dam”')
  })
})

describe('what cannot be read', () => {
  test.each([
    [{ title: '' }, '35', 'The post has no headline.'],
    [{ 'content:encoded': '<!--more-->' }, '35', 'The post has no text.'],
    [{ 'wp:post_date_gmt': '', pubDate: '', 'wp:post_date': '' }, '35', 'The post has no date.'],
    [{ 'wp:post_id': '', title: '' }, 'https://wire.example/?p=35', 'The post has no headline.'],
    [{ 'wp:post_id': '', guid: '' }, null, 'Item 1 has neither a wp:post_id nor a guid.'],
    [
      { 'content:encoded': '<div>'.repeat(40) },
      '35',
      'Elements are nested deeper than 32 levels; flatten the markup.',
    ],
  ])('%j is told, and reading goes on', async (elements, sourceId, fault) => {
    const { stories, faults } = await read(anExport(anItem(elements), anItem({ 'wp:post_id': '36' })))

    expect(faults).toEqual([{ sourceId, fault }])
    expect(stories).toHaveLength(1)
  })

  test('an item that is no XML is told, and reading goes on', async () => {
    const broken = anItem().replace('<![CDATA[One\n\nTwo]]>', '<p>One <b>two</p>')
    const { stories, faults } = await read(anExport(broken, anItem({ 'wp:post_id': '36' })))

    expect(faults).toEqual([
      { sourceId: '35', fault: expect.stringMatching(/^Item 1 is not well-formed XML: /) },
    ])
    expect(stories.map(({ sourceId }) => sourceId)).toEqual(['36'])
  })

  test('entities that only HTML has are read', async () => {
    const item = anItem().replace('<![CDATA[One\n\nTwo]]>', 'One&nbsp;two &amp;amp; &#8217;')

    expect((await only(anExport(item)))?.bodyHtml).toBe('<p>One&nbsp;two &amp; ’</p>')
  })

  test.each([
    ['', 'This is no export of WordPress (WXR): it has no element rss.'],
    ['nonsense', 'This is no export of WordPress (WXR): it has no element rss.'],
    ['<html><body>Not found</body></html>', 'This is no export of WordPress (WXR): it has no element rss.'],
    [`${head}${anItem()}<item><title>x`, 'Item 2 was the last one read: the file ends inside it.'],
    [
      `${head}${anItem()}<item>${'<a>'.repeat(100)}`,
      'Item 2 was the last one read: elements are nested deeper than 64 levels.',
    ],
    [
      `${head}<item>${'&a;'.repeat(10_001)}`,
      'Item 1 was the last one read: its XML has more than 10000 faults.',
    ],
    [
      `${head}<item><title><![CDATA[${'x'.repeat(17_000_000)}`,
      'Item 1 was the last one read: a text is longer than 16777216 characters.',
    ],
  ])('a file that ends too early or is none', async (source, fault) => {
    const { faults } = await read(source)

    expect(faults).toEqual([{ sourceId: null, fault }])
  })

  test.each([
    '<item>',
    '<a>',
    '</a>',
    ']]>',
    '&a;',
    '&',
    '<![CDATA[',
    '<!--',
    '<item></item>',
    '<a b="',
    ']',
    '<!DOCTYPE a [',
    '<?a ',
  ])('a mebibyte of %s is judged in time', async (piece) => {
    const start = performance.now()
    await read(head + piece.repeat(Math.ceil(1_048_576 / piece.length)))
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  test('whatever the file holds, reading it ends', async () => {
    const pieces = fc.constantFrom(
      ...[
        '<item>',
        '</item>',
        '<title>',
        '</title>',
        '<![CDATA[',
        ']]>',
        ']]',
        '<content:encoded>',
        '</content:encoded>',
      ],
      ...[
        '<wp:author>',
        '</wp:author>',
        '</rss>',
        '<p>',
        '&lt;',
        '&x;',
        '<category domain="category">',
        '<',
        '>',
        '\u0000',
        anItem(),
      ],
    )
    const source = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(
        source,
        fc.boolean(),
        fc.integer({ min: 1, max: 200 }),
        async (parts, begins, length) => {
          await read((begins ? head : '') + parts.join(''), length)
        },
      ),
      { numRuns: 500 },
    )
  })
})

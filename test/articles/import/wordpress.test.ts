import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UnreadableStory } from '../../../src/articles/import/unreadable.ts'
import { storyOfWordPress } from '../../../src/articles/import/wordpress.ts'
import { aMedia, aPost, aTerm, embedded } from './support/wordpress-posts.ts'

test('a post becomes a story', () => {
  expect(storyOfWordPress(aPost())).toEqual({
    sourceId: '35',
    guid: 'https://wire.example/?p=35',
    url: 'https://wire.example/2026/05/01/senators-plan-more/',
    headline: 'Senator’s “Plan” & More',
    summary: 'First line second — dash…',
    bodyHtml: '<p>First line<br>\nsecond — dash</p>',
    language: null,
    publishedAt: Date.parse('2026-05-01T06:00:00Z'),
    modifiedAt: Date.parse('2026-05-01T07:00:00Z'),
    bylines: ['Jane Doe'],
    categories: ['Law & Order'],
    tags: ['R&D'],
    image: {
      url: 'https://wire.example/dam.png',
      alt: 'A & B dam',
      caption: 'The “dam”',
      credit: 'Photo by Jane Roe/Getty Images',
    },
    described: [],
    correction: null,
    dropped: { shortcodes: [], notices: 0, boxes: 0 },
  })
})

describe('what else it says', () => {
  test('the canonical address and the language of a search plugin', () => {
    const seo = { canonical: 'https://wire.example/dam', og_locale: 'en_US', schema: {} }

    expect(storyOfWordPress(aPost({ yoast_head_json: seo }))).toMatchObject({
      url: 'https://wire.example/dam',
      language: 'en-US',
    })
  })

  test.each(['javascript:alert(1)', '/dam', '', 'https://'])(
    'an address that is none is not taken: %j',
    (link) => {
      expect(storyOfWordPress(aPost({ link })).url).toBeNull()
    },
  )

  test('a time in the future stays in the future', () => {
    expect(storyOfWordPress(aPost({ date_gmt: '2030-01-01T00:00:00', status: 'future' })).publishedAt).toBe(
      Date.UTC(2030, 0),
    )
  })

  test('what was never changed was changed when it was published', () => {
    expect(storyOfWordPress(aPost({ modified_gmt: '0000-00-00T00:00:00' })).modifiedAt).toBe(
      Date.parse('2026-05-01T06:00:00Z'),
    )
  })

  test.each([
    ['<p>First [&hellip;]</p>', 'First…'],
    ['<p>First <a href="x">[...]</a></p>', 'First…'],
    ['<p>First. [&hellip;]</p>', 'First.'],
    ['First &hellip; <a href="x">Continue reading <span>Dam</span></a>', 'First…'],
    ['First [box id=&#8221;3&#8243;] second', 'First second'],
    ['First. The post <a href="x">A Dam</a> appeared first on <a href="y">The Wire</a>.', 'First.'],
    ['<p>[&hellip;]</p>', null],
    ['', null],
  ])('the excerpt %s gives the summary %j', (excerpt, summary) => {
    expect(storyOfWordPress(aPost({ excerpt: { rendered: excerpt } })).summary).toBe(summary)
  })

  test('a post without excerpt, terms, media or people has none', () => {
    const bare = { ...aPost(), excerpt: undefined, _embedded: undefined }

    expect(storyOfWordPress(bare)).toMatchObject({
      summary: null,
      bylines: [],
      categories: [],
      tags: [],
      image: null,
    })
  })
})

describe('bylines', () => {
  const account = { name: 'Jane Doe', slug: 'jane-doe' }

  test.each([
    [
      'what a plugin lists',
      aPost({ coauthors: [{ display_name: 'Jane Doe' }, { display_name: 'John Roe' }] }),
    ],
    ['what another lists', aPost({ authors: [{ display_name: 'Jane Doe' }, { display_name: 'John Roe' }] })],
    [
      'what is written for search',
      aPost({
        coauthors: [71, 72],
        yoast_head_json: { twitter_misc: { 'Written by': 'Jane Doe, John Roe' } },
      }),
    ],
    [
      'terms of authors',
      embedded({
        author: [account],
        'wp:term': [[aTerm('author', 'jane-doe', 'cap-jane-doe'), aTerm('author', 'John Roe', 'cap-jroe')]],
      }),
    ],
    ['the people embedded', embedded({ author: [account, { name: 'John Roe' }] })],
    ['one name for two', embedded({ author: [{ name: 'By Jane Doe and John Roe' }] })],
  ])('come from %s', (_where, post) => {
    expect(storyOfWordPress(post).bylines).toEqual(['Jane Doe', 'John Roe'])
  })

  test.each(['John Roe, Jr.', 'Bureau of Land and Water', 'Daily Caller News Foundation', 'jroe'])(
    'the name %s is one',
    (name) => {
      expect(storyOfWordPress(embedded({ author: [{ name }] })).bylines).toEqual([name])
    },
  )

  test('a person that may not be seen is left out', () => {
    const hidden = { code: 'rest_user_invalid_id', message: 'Invalid user ID.', data: { status: 404 } }

    expect(storyOfWordPress(embedded({ author: [hidden] })).bylines).toEqual([])
  })
})

describe('the main image', () => {
  test.each([
    ['may not be seen', { code: 'rest_forbidden', message: 'Sorry' }],
    ['is a film', aMedia({ media_type: 'file' })],
    ['has no address', aMedia({ source_url: false })],
  ])('that %s is none', (_how, media) => {
    expect(storyOfWordPress(embedded({ 'wp:featuredmedia': [media] })).image).toBeNull()
  })

  test('has the credit of its file where the caption names none', () => {
    const media = aMedia({ caption: { rendered: '' }, media_details: { image_meta: { credit: 'AP' } } })

    expect(storyOfWordPress(embedded({ 'wp:featuredmedia': [media] })).image).toMatchObject({
      caption: null,
      credit: 'AP',
    })
  })
})

describe('what cannot be read', () => {
  test.each([
    [aPost({ status: 'draft' }), '35', 'The post has the status draft.'],
    [aPost({ content: { rendered: '', protected: true } }), '35', 'The post is protected by a password.'],
    [aPost({ content: { rendered: '<!-- x --> ' } }), '35', 'The post has no text.'],
    [aPost({ title: { rendered: ' <b></b>' } }), '35', 'The post has no headline.'],
    [aPost({ date: null, date_gmt: '0000-00-00T00:00:00' }), '35', 'The post has no date_gmt.'],
    [aPost({ title: 'Plain' }), '35', 'This is no post of WordPress: title '],
    [aPost({ content: { rendered: '<div>'.repeat(40) } }), '35', 'Elements are nested deeper than 32 levels'],
    [
      aPost({ content: { rendered: 'x'.repeat(5_000_000) } }),
      '35',
      'The text has 5000000 characters; at most',
    ],
    [{ code: 'rest_no_route' }, null, 'This is no post of WordPress: id '],
    [undefined, null, 'This is no post of WordPress'],
  ])('is told with what is wrong', (post, sourceId, fault) => {
    expect(() => storyOfWordPress(post)).toThrow(
      expect.objectContaining({ name: 'UnreadableStory', sourceId, message: expect.stringContaining(fault) }),
    )
  })

  test('whatever is sent, it is a story or unreadable', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc
        .tuple(fc.constantFrom(...Object.keys(aPost())), fc.anything())
        .map(([key, value]) => aPost({ [key]: value })),
      fc
        .tuple(fc.constantFrom('author', 'wp:term', 'wp:featuredmedia'), fc.anything())
        .map(([key, value]) => embedded({ [key]: value })),
    )
    fc.assert(
      fc.property(anything, (post) => {
        try {
          storyOfWordPress(post)
        } catch (error) {
          if (!(error instanceof UnreadableStory)) throw error
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

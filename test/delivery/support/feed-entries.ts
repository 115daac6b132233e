import type { FeedEntry, FeedHead } from '../../../src/delivery/feeds/entry.ts'
import { embedHtml } from '../../../src/delivery/formats/embed.ts'
import type { ArticleJson } from '../../../src/delivery/schema.ts'
import {
  attributionOf,
  bylineHtml,
  logoHtml,
  logoOf,
  noticeHtml,
} from '../../../src/licensing/attribution.ts'

const publicUrl = 'https://wire.example'
const uri = `${publicUrl}/id/articles/art_01h455vb4pex5vsknk084sn02q`
const license = {
  href: `${publicUrl}/v1/license`,
  policy: `${publicUrl}/v1/license/policy`,
  price: 'none',
} as const

const newswire = {
  ...{ number: 1, name: 'Example Wire', shortName: 'EW', url: 'https://example.com' },
  ...{ licensingContact: 'licensing@example.com', deskMail: null, deskPhone: null, ownCredits: [] },
  ...{ notice: 'Print our logo. Write to licensing@example.com.', logoAlt: 'Example Wire logo' },
  logo: [{ sha256: 'b'.repeat(64), contentType: 'image/png' as const, width: 640, height: 128 }],
  ...{ attributionVersion: 1, updatedAt: 0 },
}
const affiliation = { name: newswire.name, shortName: newswire.shortName, url: newswire.url }
const id = 'rep_01h455vb4pex5vsknk084sn02q'

interface Texts
  extends Partial<
    Pick<ArticleJson, 'headline' | 'subhead' | 'summary' | 'section' | 'tags' | 'topics' | 'media'>
  > {
  name?: string
  kind?: 'person' | 'desk'
  /** What the second reporter writes for. */
  other?: string
  notice?: string
  alt?: string
  tag?: string
  text?: string
}

/** A story by two reporters as a feed shows it, with whatever text in it. */
export function anEntry(texts: Texts = {}): FeedEntry {
  const { article, attribution } = aStory(texts)
  return {
    guid: uri,
    link: 'https://example.com/story',
    article,
    contentHtml: embedHtml(article, attribution, license),
    newswire,
  }
}

/** What every format is written of: the story, and what must be printed with it. */
export function aStory({
  name = 'Jane Doe',
  kind = 'person',
  other = newswire.name,
  notice = newswire.notice,
  alt = 'A bridge',
  tag = 'Budget',
  text = '<p>Text.</p>',
  ...told
}: Texts = {}) {
  const authors = [
    { id, name, kind, affiliation },
    { id, name: 'John Roe', affiliation: { ...affiliation, name: other } },
  ] as const
  const byline = `By ${name} and John Roe`
  const canonicalUrl = 'https://example.com/story'
  const attribution = attributionOf(
    { ...newswire, notice },
    { byline, authors: [...authors], canonicalUrl },
    publicUrl,
  )
  const rendition = {
    href: `${publicUrl}/media/1/800.jpg`,
    contentType: 'image/jpeg',
    width: 800,
    height: 600,
  }
  const article: ArticleJson = {
    ...{ id: 'art_01h455vb4pex5vsknk084sn02q', uri, revision: 2, pubStatus: 'usable', headline: 'A story' },
    ...{ subhead: 'And more', summary: 'In short.', slug: 'a', language: 'en-US', dateline: 'WASHINGTON' },
    ...{
      section: 'Politics',
      tags: [tag],
      topics: [{ code: 'medtop:11000000', label: 'politics' }],
      urgency: 4,
    },
    ...{
      publishedAt: '2026-05-01T06:00:00.000Z',
      updatedAt: '2026-05-02T06:00:00.000Z',
      embargoedUntil: null,
    },
    ...{ replaces: null, canonicalUrl, bodyHtml: text, wordCount: 1, omittedMedia: [], related: [], byline },
    media: [
      {
        id: 'med_01h455vb4pex5vsknk084sn02q',
        alt,
        caption: alt,
        credit: 'Jane Doe/EW',
        rights: null,
        renditions: [rendition],
      },
    ],
    corrections: [{ revision: 2, at: '2026-05-02T06:00:00.000Z', note: alt }],
    ...{ attribution, license },
    ...told,
  }
  return { article, attribution, license, publisher: { ...newswire, rels: `${publicUrl}/rels` } }
}

export function aHead(): FeedHead {
  const address = `${publicUrl}/v1/feeds/articles.rss`
  return {
    ...{ id: address, selfUrl: address, title: newswire.name, newswire, license: license.href },
    ...{ logo: logoOf(newswire, publicUrl), updatedAt: '2026-05-02T06:00:00.000Z' },
  }
}

/** What a reader of a feed must find: each author by name, and the parts of the attribution in the text. */
export function attributionIn({ article: { attribution } }: FeedEntry): {
  names: string[]
  inContent: string[]
} {
  const { authors, logo, notice } = attribution
  return {
    names: authors.map(({ name, affiliation }) => `${name}, ${affiliation.name}`),
    inContent: [bylineHtml(authors), logoHtml(logo), noticeHtml(notice.html)],
  }
}

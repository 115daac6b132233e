import { parseFeed } from 'feedsmith'
import { escapeHtml } from '../../platform/escape-html.ts'

type Parsed = ReturnType<typeof parseFeed<string>>
type FeedOf<Format extends Parsed['format']> = Extract<Parsed, { format: Format }>['feed']
type RssItem = NonNullable<FeedOf<'rss'>['items']>[number]
type RdfItem = NonNullable<FeedOf<'rdf'>['items']>[number]
type AtomEntry = NonNullable<FeedOf<'atom'>['entries']>[number]
type JsonItem = NonNullable<FeedOf<'json'>['items']>[number]
type Media = NonNullable<RssItem['media']>

/** What the formats have in common; nothing of it is cleaned. */
export interface FeedEntry {
  id: string | undefined
  urls: (string | undefined)[]
  titleHtml: string
  /** The whole text, and the summary beside it. */
  html: string | undefined
  excerpt: string | undefined
  language: string | undefined
  published: (string | undefined)[]
  modified: string | undefined
  names: string[]
  categories: string[]
  image: {
    url: string | undefined
    alt?: string | undefined
    caption?: string | undefined
    credit?: string | undefined
  }
}

/** The entries of a feed in any format; throws what the parser throws for what is no feed. */
export function entriesOf(text: string): FeedEntry[] {
  const { format, feed } = parseFeed(text)
  switch (format) {
    case 'rss':
      return (feed.items ?? []).map((item) => ofRss(item, feed.language))
    case 'rdf':
      return (feed.items ?? []).map((item) => ofRdf(item, feed.dc?.languages?.[0]))
    case 'atom':
      return (feed.entries ?? []).map((entry) => ofAtom(entry, feed))
    case 'json':
      return (feed.items ?? []).map((item) => ofJson(item, feed))
  }
}

function ofRss(item: RssItem, language: string | undefined): FeedEntry {
  const { guid, dc, content, atom } = item
  const address = guid?.isPermaLink === false ? undefined : guid?.value
  const links = atom?.links?.filter(({ rel }) => rel === undefined || rel === 'alternate') ?? []
  const names = [dc?.creators, item.authors?.map((author) => author.name || author.email || '')]
  return {
    id: guid?.value ?? item.link,
    urls: [item.link, address, ...links.map(({ href }) => href)],
    titleHtml: item.title ?? dc?.titles?.[0] ?? '',
    html: content?.encoded ?? item.description,
    excerpt: content?.encoded === undefined ? undefined : item.description,
    language: dc?.languages?.[0] ?? language,
    published: [item.pubDate, dc?.dates?.[0], atom?.published],
    modified: atom?.updated,
    names: names.find((each) => each && each.length > 0) ?? [],
    categories: (item.categories ?? []).flatMap(({ name }) => name ?? []),
    image: pictureIn(item.media, item.enclosures ?? []),
  }
}

function ofRdf(
  { title, link, description, dc, content, media, rdf }: RdfItem,
  language: string | undefined,
): FeedEntry {
  return {
    id: rdf?.about ?? link,
    urls: [link],
    titleHtml: title ?? '',
    html: content?.encoded ?? description,
    excerpt: content?.encoded === undefined ? undefined : description,
    language: dc?.languages?.[0] ?? language,
    published: [dc?.dates?.[0]],
    modified: undefined,
    names: dc?.creators ?? [],
    categories: dc?.subjects ?? [],
    image: pictureIn(media, []),
  }
}

function ofAtom(entry: AtomEntry, feed: FeedOf<'atom'>): FeedEntry {
  const { title, content, summary, links = [] } = entry
  const alternate = links.filter(({ rel }) => rel === undefined || rel === 'alternate')
  const enclosures = links
    .filter(({ rel }) => rel === 'enclosure')
    .map(({ href, type }) => ({ url: href, type }))
  const authors = entry.authors ?? feed.authors ?? []
  const text = content?.value === undefined ? summary : content
  return {
    id: entry.id,
    urls: alternate.map(({ href }) => href),
    titleHtml: htmlOf(title) ?? '',
    html: htmlOf(text),
    excerpt: content?.value === undefined ? undefined : htmlOf(summary),
    language: entry.xml?.lang ?? feed.xml?.lang,
    published: [entry.published, entry.updated],
    modified: entry.updated,
    names: authors.flatMap(({ name }) => name ?? []),
    categories: (entry.categories ?? []).flatMap(({ label, term }) => label || term || []),
    image: pictureIn(entry.media, enclosures),
  }
}

// Atom says what its text is; without a word it is no HTML.
function htmlOf(text: { value?: string; type?: string } | undefined): string | undefined {
  if (text?.value === undefined) return undefined
  return text.type?.includes('html') ? text.value : escapeHtml(text.value)
}

function ofJson(item: JsonItem, feed: FeedOf<'json'>): FeedEntry {
  const { title = '', summary, content_text: text } = item
  const authors = item.authors ?? feed.authors ?? []
  return {
    id: item.id ?? item.url,
    urls: [item.url, item.external_url],
    titleHtml: escapeHtml(title),
    html: item.content_html ?? (text === undefined ? undefined : escapeHtml(text)),
    excerpt: summary === undefined ? undefined : escapeHtml(summary),
    language: item.language ?? feed.language,
    published: [item.date_published, item.date_modified],
    modified: item.date_modified,
    names: authors.flatMap(({ name }) => name ?? []),
    categories: item.tags ?? [],
    image: { url: item.image ?? item.banner_image },
  }
}

// WordPress.com sends the author's portrait as the first picture of a story.
const portraits = /^https?:\/\/[^/]*gravatar\.com\//i
const pictureType = /^image\//i

function pictureIn(
  media: Media | undefined,
  enclosures: readonly { url?: string | undefined; type?: string | undefined }[],
): FeedEntry['image'] {
  const contents = [
    ...(media?.contents ?? []),
    ...(media?.groups ?? []).flatMap((group) => group.contents ?? []),
  ]
  const picture = contents.find(({ url, medium, type }) => {
    const isPicture = medium === 'image' || pictureType.test(type ?? '') || (!medium && !type)
    return url !== undefined && isPicture && !portraits.test(url)
  })
  const enclosed = enclosures.find(({ type }) => pictureType.test(type ?? ''))
  const thumbnail = (media?.thumbnails ?? picture?.thumbnails ?? [])[0]
  return {
    url: picture?.url ?? enclosed?.url ?? thumbnail?.url,
    alt: picture?.title?.value,
    caption: picture?.description?.value,
    credit: picture?.credits?.[0]?.value,
  }
}
